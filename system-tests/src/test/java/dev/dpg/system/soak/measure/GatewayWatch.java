package dev.dpg.system.soak.measure;

import dev.dpg.system.bench.stage.LiveObjects;
import dev.dpg.system.bench.stage.MetricsPage.Figures;
import dev.dpg.system.bench.stage.RunningGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Looks at a gateway from outside: the metrics that it shows, and what its virtual machine answers. */
public final class GatewayWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration END_MAX = Duration.ofSeconds(60);

    /** Of all other classes a few thousand more or less mean nothing. */
    private static final List<String> COUNTED = List.of("dev.dpg.", "io.grpc.", "io.netty.", "org.apache.kafka.");

    /** Kafka's clients keep figures of each of the last minutes, so they have more of these after some minutes. */
    private static final String NOT_COUNTED = "org.apache.kafka.common.metrics.";

    private final RunningGateway gateway;

    public GatewayWatch(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** Looks once, while readers come and go. Makes the gateway collect all garbage. */
    public Sample sample(double seconds, long streamsOpened) {
        long live = gateway.jvm().liveHeapBytes();
        Figures figures = gateway.metrics().now();
        return new Sample(
                seconds,
                live,
                direct(figures, "network"),
                direct(figures, "jdk"),
                gateway.jvm().residentBytes(),
                (long) figures.sum("dpg_threads"),
                (long) figures.sum("dpg_files_open"),
                (long) figures.sum("dpg_streams_open"),
                streamsOpened);
    }

    /**
     * Waits until all readers are gone, then looks for a while and takes the least of everything: what is only there for a moment
     * (a request of a watch, a pool's last thread) is not left behind.
     *
     * @param rest how long to look, at least twice
     */
    public AtRest atRest(Duration rest) {
        awaitNobody();
        long deadline = System.nanoTime() + rest.toNanos();
        List<AtRest> looks = new ArrayList<>(List.of(look()));
        while (looks.size() < 2 || System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            looks.add(look());
        }
        return new AtRest(
                least(looks, AtRest::heapBytes),
                least(looks, AtRest::networkBytes),
                least(looks, AtRest::directBytes),
                least(looks, AtRest::threads),
                least(looks, AtRest::files),
                least(looks, AtRest::streams),
                least(looks, AtRest::connections),
                leastInstances(looks));
    }

    /** Who does not go in time is found by the verdict. */
    private void awaitNobody() {
        long deadline = System.nanoTime() + END_MAX.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Figures figures = gateway.metrics().now();
            if (figures.sum("dpg_streams_open") + figures.sum("dpg_connections_open") == 0) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private AtRest look() {
        // Buffers beside the heap are given back after the objects that stand for them were found to be garbage.
        gateway.jvm().liveHeapBytes();
        LiveObjects objects = gateway.jvm().liveObjects();
        Figures figures = gateway.metrics().now();
        Map<String, Long> counted = objects.instances().entrySet().stream()
                .filter(entry -> COUNTED.stream().anyMatch(entry.getKey()::startsWith))
                .filter(entry -> !entry.getKey().startsWith(NOT_COUNTED))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new AtRest(
                objects.bytes(),
                direct(figures, "network"),
                direct(figures, "jdk"),
                (long) figures.sum("dpg_threads"),
                (long) figures.sum("dpg_files_open"),
                (long) figures.sum("dpg_streams_open"),
                (long) figures.sum("dpg_connections_open"),
                counted);
    }

    private static long direct(Figures figures, String owner) {
        return (long) figures.sum("dpg_direct_used_bytes", "owner=\"" + owner + "\"");
    }

    private static long least(List<AtRest> looks, ToLongFunction<AtRest> figure) {
        return looks.stream().mapToLong(figure).min().orElseThrow();
    }

    private static Map<String, Long> leastInstances(List<AtRest> looks) {
        Map<String, Long> least = new TreeMap<>(looks.get(0).instances());
        for (AtRest look : looks) {
            least.replaceAll((name, count) -> Math.min(count, look.instances().getOrDefault(name, 0L)));
        }
        return least;
    }
}
