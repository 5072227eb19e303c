package dev.dpg.system.bench.stage;

/**
 * The gateway that is measured.
 *
 * @param jvm its process
 * @param address where it listens
 * @param metrics what it counts
 */
public record RunningGateway(Jvm jvm, String address, MetricsPage metrics) {}
