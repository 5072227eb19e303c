package dev.dpg.system.bench.stage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is alive on a heap after all garbage was collected.
 *
 * @param bytes of all objects
 * @param instances how many there are, by the name of their class
 */
public record LiveObjects(long bytes, Map<String, Long> instances) {
    private static final int INSTANCES = 1;
    private static final int BYTES = 2;
    private static final int CLASS_NAME = 3;

    public LiveObjects {
        instances = Map.copyOf(instances);
    }

    /** Reads the histogram that {@code jcmd} prints: number, instances, bytes, class; the last line is the total. */
    static LiveObjects parse(List<String> histogram) {
        Map<String, Long> instances = new TreeMap<>();
        long total = -1;
        for (String line : histogram) {
            String[] cells = line.trim().split("\\s+", -1);
            if (cells[0].equals("Total")) {
                total = Long.parseLong(cells[BYTES]);
            } else if (cells[0].matches("\\d+:") && cells.length > CLASS_NAME) {
                // Two loaders may have a class of the same name.
                instances.merge(cells[CLASS_NAME], Long.parseLong(cells[INSTANCES]), Long::sum);
            }
        }
        if (total < 0) {
            throw new IllegalStateException("the virtual machine does not say what is on its heap");
        }
        return new LiveObjects(total, instances);
    }
}
