package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.history.Handled;
import dev.dpg.system.faults.load.DurableReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long readers get nothing while there is always something to get. For one thread. */
final class Silences {
    private final List<DurableReader> readers;
    private final Map<DurableReader, Integer> begun = new HashMap<>();

    /** @param readers grows while it is used */
    Silences(List<DurableReader> readers) {
        this.readers = readers;
    }

    void begin() {
        readers.forEach(reader -> begun.put(reader, Math.toIntExact(reader.count())));
    }

    /** The longest silence of each reader since the beginning. */
    List<Duration> longest() {
        return readers.stream()
                .map(reader -> longest(reader.handledFrom(begun.getOrDefault(reader, 0))))
                .toList();
    }

    private static Duration longest(List<Handled> handled) {
        long longest = 0;
        for (int i = 1; i < handled.size(); i++) {
            longest = Math.max(
                    longest, handled.get(i).atNanos() - handled.get(i - 1).atNanos());
        }
        return Duration.ofNanos(longest);
    }
}
