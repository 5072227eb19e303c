package dev.dpg.system.faults.check;

import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.Session;
import dev.dpg.system.faults.history.SessionEvent;
import dev.dpg.system.faults.history.SessionEvent.Announced;
import dev.dpg.system.faults.history.SessionEvent.Completed;
import dev.dpg.system.faults.history.SessionEvent.CursorMoved;
import dev.dpg.system.faults.history.SessionEvent.Delivered;
import dev.dpg.system.faults.history.SessionEvent.Ended;
import dev.dpg.system.faults.history.SessionEvent.Gap;
import dev.dpg.system.faults.history.SessionEvent.Leaving;
import dev.dpg.system.faults.history.SessionEvent.Opened;
import dev.dpg.system.faults.history.SessionEvent.Position;
import dev.dpg.system.faults.history.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Follows one stream frame by frame beside the committed records. */
final class SessionCheck {
    private final Map<String, CommittedTopic> topics;
    private final Set<String> aborted;
    private final GapCheck gaps;
    private final Findings findings;
    private final String name;

    /** By partition, the first offset that the stream has not passed. */
    private final Map<Integer, Long> passed = new HashMap<>();
    /** By partition, the furthest position that was told. */
    private final Map<Integer, Long> told = new HashMap<>();
    /** Gaps of a log that was created anew, until the last of them names the new one. */
    private final List<Gap> recreated = new ArrayList<>();

    private String log = "";
    private boolean leaving;
    private boolean completed;

    SessionCheck(
            String name, Map<String, CommittedTopic> topics, Set<String> aborted, GapCheck gaps, Findings findings) {
        this.name = name;
        this.topics = topics;
        this.aborted = aborted;
        this.gaps = gaps;
        this.findings = findings;
    }

    void check(Session session) {
        session.events().forEach(this::on);
    }

    private void on(SessionEvent event) {
        if (event instanceof Opened opened) {
            log = opened.start().log();
            passed.putAll(opened.start().nextOffsets());
            told.putAll(opened.start().nextOffsets());
        } else if (event instanceof Delivered delivered) {
            delivered(delivered);
        } else if (event instanceof CursorMoved cursor) {
            position("the cursor of a batch", cursor.partition(), cursor.nextOffset());
        } else if (event instanceof Announced announced) {
            position(announced.frame(), announced.position());
        } else if (event instanceof Gap gap) {
            gap(gap);
        } else if (event instanceof Leaving) {
            leaving = true;
        } else if (event instanceof Completed) {
            completed = true;
        } else if (event instanceof Ended ended) {
            ended(ended);
        }
    }

    private void delivered(Delivered record) {
        int partition = record.partition();
        long next = passed.getOrDefault(partition, 0L);
        if (record.offset() < next) {
            boolean again = next == record.offset() + 1;
            findings.add(
                    again ? Promise.C5 : Promise.C2,
                    at(partition, record.offset())
                            + (again ? " came twice in a session" : " came after " + (next - 1)));
        } else {
            Long missing = records(partition).ceilingKey(next);
            if (missing != null && missing < record.offset()) {
                findings.add(
                        Promise.C3,
                        at(partition, missing) + " was passed over in silence: " + record.offset() + " came");
            }
            passed.put(partition, record.offset() + 1);
        }
        content(record);
    }

    private void content(Delivered record) {
        Stamp written = records(record.partition()).get(record.offset());
        String where = at(record.partition(), record.offset());
        if (aborted.contains(record.stamp().id())) {
            findings.add(Promise.C6, where + " was aborted");
        } else if (written == null) {
            findings.add(Promise.C6, where + " was never committed");
        } else if (!record.stamp().equals(written)) {
            findings.add(Promise.C1, where + " came as another record than was written");
        }
    }

    private void position(String frame, Position position) {
        for (Map.Entry<Integer, Long> next : new TreeMap<>(position.nextOffsets()).entrySet()) {
            if (position.log().equals(log)) {
                position(frame, next.getKey(), next.getValue());
            }
        }
    }

    private void position(String frame, int partition, long next) {
        Long missing = records(partition).ceilingKey(passed.getOrDefault(partition, 0L));
        if (missing != null && missing < next) {
            findings.add(
                    Promise.C4,
                    at(partition, missing) + " was not delivered, and " + frame + " lies past it at " + next);
        }
        long before = told.getOrDefault(partition, 0L);
        if (next < before) {
            findings.add(Promise.C4, at(partition, next) + " in " + frame + " goes back from " + before);
        }
        told.put(partition, next);
    }

    private void gap(Gap gap) {
        long before = passed.getOrDefault(gap.partition(), 0L);
        if (gap.reason().equals(Gap.TOPIC_RECREATED)) {
            recreated.add(gap);
            if (!gap.after().log().equals(log)) {
                moveToNewLog(gap.after().log());
            }
            return;
        }
        gaps.check(name, log, gap, before);
        if (gap.reason().equals(Gap.TRUNCATION)) {
            passed.put(gap.partition(), gap.to());
            told.put(gap.partition(), gap.to());
        } else {
            passed.put(gap.partition(), Math.max(before, gap.to()));
        }
    }

    /** A position lies in one log only, so the last gap alone names the new one. */
    private void moveToNewLog(String newLog) {
        for (Gap gap : recreated) {
            gaps.checkRecreated(name, log, newLog, gap);
            passed.put(gap.partition(), gap.to());
            told.put(gap.partition(), gap.to());
        }
        recreated.clear();
        log = newLog;
    }

    private void ended(Ended end) {
        if (end.byClient()) {
            return;
        }
        String status = end.code() + (end.reason().isEmpty() ? "" : " " + end.reason());
        if (!StatusTable.holds(end)) {
            findings.add(Promise.C11, name + " ended with " + status + ", which is not in the table");
        } else if (end.code().equals("OK") && !leaving && !completed) {
            findings.add(Promise.C11, name + " ended with OK and without a word before");
        } else if (leaving && !end.code().equals("OK") && !end.reason().isEmpty()) {
            findings.add(Promise.C11, name + " was told to leave, and ended with " + status);
        }
    }

    private NavigableMap<Long, Stamp> records(int partition) {
        CommittedTopic topic = topics.get(log);
        return topic == null ? new TreeMap<>() : topic.partition(partition);
    }

    private String at(int partition, long offset) {
        return name + ": " + partition + "/" + offset;
    }
}
