package dev.dpg.system.soak.report;

import dev.dpg.system.soak.load.ChurnCounts;
import dev.dpg.system.soak.measure.AtRest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a gateway ended a soak where it began, and every reader got what it should.
 *
 * @param measures what was compared
 * @param grown classes of which there are more than there may be, and by how many, the most first
 * @param faults anything else that is wrong, in words
 */
public record Verdict(List<Measure> measures, List<String> grown, List<String> faults) {
    private static final int GROWN_SHOWN_MAX = 10;

    /** Where more are interrupted, this is no soak. */
    private static final int INTERRUPTED_ONE_IN = 100;

    public Verdict {
        measures = List.copyOf(measures);
        grown = List.copyOf(grown);
        faults = List.copyOf(faults);
    }

    /**
     * Something of which there may be a little more than before.
     *
     * @param name for people
     * @param bytes whether it is a number of bytes
     */
    public record Measure(String name, boolean bytes, long before, long after, long moreMax) {
        /** How much more there is. */
        public long more() {
            return after - before;
        }

        /** Whether that is little enough. Less than before is always good. */
        public boolean isGood() {
            return more() <= moreMax;
        }
    }

    /** Judges a soak. */
    static Verdict of(SoakReport report, Tolerances tolerances) {
        AtRest before = report.before();
        AtRest after = report.after();
        List<Measure> measures = List.of(
                new Measure("live heap", true, before.heapBytes(), after.heapBytes(), tolerances.heapBytes()),
                new Measure(
                        "network buffers",
                        true,
                        before.networkBytes(),
                        after.networkBytes(),
                        tolerances.networkBytes()),
                new Measure("direct memory", true, before.directBytes(), after.directBytes(), tolerances.directBytes()),
                new Measure("threads", false, before.threads(), after.threads(), tolerances.threads()),
                new Measure("file descriptors", false, before.files(), after.files(), tolerances.files()),
                new Measure("open streams", false, 0, after.streams(), 0),
                new Measure("open connections", false, 0, after.connections(), 0));
        return new Verdict(measures, grown(report, tolerances), faults(report));
    }

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return faults.isEmpty() && grown.isEmpty() && measures.stream().allMatch(Measure::isGood);
    }

    private static List<String> grown(SoakReport report, Tolerances tolerances) {
        Map<String, Long> before = report.before().instances();
        long moreMax = tolerances.instancesAfter(report.churn().allStreams());
        return report.after().instances().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue() - before.getOrDefault(entry.getKey(), 0L)))
                .filter(growth -> growth.getValue() > moreMax)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(GROWN_SHOWN_MAX)
                .map(growth -> String.format(Locale.ROOT, "%s +%,d", growth.getKey(), growth.getValue()))
                .toList();
    }

    private static List<String> faults(SoakReport report) {
        List<String> faults = new ArrayList<>();
        for (ChurnCounts counts : List.of(report.warmUp(), report.churn())) {
            faults.addAll(counts.faults());
            if (counts.faultsFound() > counts.faults().size()) {
                faults.add((counts.faultsFound() - counts.faults().size()) + " more like these");
            }
        }
        if (report.churn().interrupted() * INTERRUPTED_ONE_IN > report.churn().allStreams()) {
            faults.add(report.churn().interrupted()
                    + " streams were interrupted, as Kafka did not answer; the machine may be too busy for a soak");
        }
        if (report.churn().records() == 0) {
            faults.add("nobody read anything");
        }
        return faults;
    }
}
