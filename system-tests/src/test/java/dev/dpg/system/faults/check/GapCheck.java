package dev.dpg.system.faults.check;

import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.Place;
import dev.dpg.system.faults.history.SessionEvent.Gap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Judges gaps by what the native reader found: what it found was there all the time, so a gap over it is false. Remembers for
 * one reader which records are excused.
 */
final class GapCheck {
    private final Map<String, CommittedTopic> topics;
    private final Findings findings;
    private final Set<Place> excused = new HashSet<>();
    private final Map<String, Integer> order = new HashMap<>();
    private long trueGaps;
    private long falseGaps;

    GapCheck(Map<String, CommittedTopic> topics, Findings findings) {
        this.topics = topics;
        this.findings = findings;
        topics.keySet().forEach(log -> order.put(log, order.size()));
    }

    /**
     * Judges one.
     *
     * @param log that the partition was read from before
     * @param passed the first offset that the stream had not passed
     */
    void check(String session, String log, Gap gap, long passed) {
        boolean retention = gap.reason().equals(Gap.RETENTION);
        judge(session, log, gap, retention ? retentionFault(log, gap, passed) : "nothing was cut off here");
    }

    /** Judges one between two logs. */
    void checkRecreated(String session, String before, String after, Gap gap) {
        judge(session, before, gap, recreationFault(before, after));
    }

    private void judge(String session, String log, Gap gap, String fault) {
        if (fault.isEmpty()) {
            trueGaps++;
            excuse(log, gap);
        } else {
            falseGaps++;
            findings.add(Promise.C3, session + ": the gap " + describe(gap) + " is false: " + fault);
        }
    }

    /** Whether a reader need not have got a record, because it was told so. */
    boolean excuses(Place place) {
        return excused.contains(place);
    }

    long trueGaps() {
        return trueGaps;
    }

    long falseGaps() {
        return falseGaps;
    }

    private String recreationFault(String before, String after) {
        int from = order.getOrDefault(before, -1);
        int to = order.getOrDefault(after, -1);
        return from >= 0 && to > from ? "" : "the topic was not created anew between " + before + " and " + after;
    }

    private String retentionFault(String log, Gap gap, long passed) {
        if (gap.from() >= gap.to()) {
            return "it is empty";
        }
        if (gap.from() < passed) {
            return "it begins before " + passed + ", which was reached already";
        }
        CommittedTopic topic = topics.get(log);
        if (topic == null) {
            return "";
        }
        Long there =
                topic.partition(gap.partition()).ceilingKey(Math.max(gap.from(), topic.retainedFrom(gap.partition())));
        if (there != null && there < gap.to()) {
            return "the native reader has " + there;
        }
        long missing =
                topic.partition(gap.partition()).subMap(gap.from(), gap.to()).size();
        if (gap.lostMax().isPresent() && gap.lostMax().getAsLong() < missing) {
            return missing + " records are missing, and it says at most "
                    + gap.lostMax().getAsLong();
        }
        return "";
    }

    private void excuse(String log, Gap gap) {
        CommittedTopic topic = topics.get(log);
        if (topic == null) {
            return;
        }
        long to = gap.reason().equals(Gap.RETENTION) ? gap.to() : Long.MAX_VALUE;
        topic.partition(gap.partition())
                .subMap(gap.from(), to)
                .keySet()
                .forEach(offset -> excused.add(new Place(log, gap.partition(), offset)));
    }

    private static String describe(Gap gap) {
        return gap.reason() + " " + gap.partition() + "/[" + gap.from() + ", " + gap.to() + ")";
    }
}
