package dev.dpg.system.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What processes had used at one moment.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param cpuSeconds of each process, by its name
 * @param busySeconds of all processors of the machine, for whomever; empty where the system does not tell
 */
public record Moment(long nanos, Map<String, Double> cpuSeconds, OptionalDouble busySeconds) {
    /** The first line of it sums up all processors. */
    private static final Path STATISTICS = Path.of("/proc/stat");

    /** By the kernel's interface, whatever its own clock is. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;
    /** Time of guests is part of the time of users. */
    private static final int FIELDS = 8;

    /** Now. */
    public static Moment of(Collection<Jvm> processes) {
        SortedMap<String, Double> cpu = new TreeMap<>();
        processes.forEach(jvm -> cpu.merge(jvm.name(), jvm.cpu().toNanos() / 1e9, Double::sum));
        cpu.put(
                "bench",
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9);
        return new Moment(System.nanoTime(), cpu, busy());
    }

    /** What was used from this moment to a later one. */
    public Usage until(Moment later) {
        double seconds = (later.nanos - nanos) / 1e9;
        SortedMap<String, Double> used = new TreeMap<>();
        later.cpuSeconds.forEach((name, cpu) -> used.put(name, cpu - cpuSeconds.getOrDefault(name, 0.0)));
        double own = used.values().stream().mapToDouble(Double::doubleValue).sum();
        OptionalDouble others = busySeconds.isEmpty() || later.busySeconds.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.max(0, (later.busySeconds.getAsDouble() - busySeconds.getAsDouble() - own) / seconds));
        return new Usage(seconds, used, others);
    }

    private static OptionalDouble busy() {
        if (!Files.isReadable(STATISTICS)) {
            return OptionalDouble.empty();
        }
        try {
            String[] ticks = Files.readAllLines(STATISTICS).get(0).trim().split("\\s+", -1);
            long[] fields = Arrays.stream(ticks, 1, Math.min(ticks.length, FIELDS + 1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            long all = Arrays.stream(fields).sum();
            return OptionalDouble.of((all - fields[IDLE] - fields[WAITING_FOR_DISK]) / TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
