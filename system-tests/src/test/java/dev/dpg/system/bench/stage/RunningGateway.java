package dev.dpg.system.bench.stage;

/**
 * The gateway that is measured.
 *
 * @param jvm its process
 * @param address where it listens
 */
public record RunningGateway(Jvm jvm, String address) {}
