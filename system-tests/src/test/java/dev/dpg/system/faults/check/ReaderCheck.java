package dev.dpg.system.faults.check;

import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.Handled;
import dev.dpg.system.faults.history.History;
import dev.dpg.system.faults.history.Place;
import dev.dpg.system.faults.history.Reader;
import dev.dpg.system.faults.history.Session;
import dev.dpg.system.faults.history.Stamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Judges everything that one reader got, over all its streams and lives. */
final class ReaderCheck {
    private final History history;
    private final Reader reader;
    private final Findings findings;
    private final GapCheck gaps;
    private final Map<String, CommittedTopic> topics;
    private final Set<String> handled = new HashSet<>();
    private long lost;
    private long repeated;

    ReaderCheck(History history, Reader reader, Map<String, CommittedTopic> topics, Findings findings) {
        this.history = history;
        this.reader = reader;
        this.topics = topics;
        this.findings = findings;
        gaps = new GapCheck(topics, findings);
    }

    void check() {
        for (Session session : reader.sessions()) {
            String name = reader.name() + " " + session.name();
            new SessionCheck(name, topics, history.aborted(), gaps, findings).check(session);
        }
        keysAndRepeats();
        if (history.errorsForbidden() && !reader.interruptions().isEmpty()) {
            findings.add(
                    Promise.C11, reader.name() + " was told of errors by planned endings: " + reader.interruptions());
        }
        if (reader.refusal().isEmpty()) {
            completeness();
        } else {
            refusal(reader.refusal().get());
        }
    }

    GapCheck gaps() {
        return gaps;
    }

    long lost() {
        return lost;
    }

    long repeated() {
        return repeated;
    }

    private void keysAndRepeats() {
        Map<Integer, Long> lastOfKey = new HashMap<>();
        Set<String> ofThisLife = new HashSet<>();
        int life = 0;
        for (Handled record : reader.handled()) {
            Stamp stamp = record.stamp();
            if (record.life() != life) {
                life = record.life();
                lastOfKey.clear();
                ofThisLife.clear();
            }
            if (!handled.add(stamp.id())) {
                repeated++;
            }
            if (!ofThisLife.add(stamp.id())) {
                findings.add(Promise.C5, where(record) + " was handled twice in one life");
            } else if (stamp.keySequence() <= lastOfKey.getOrDefault(stamp.key(), -1L)) {
                findings.add(Promise.C2, where(record) + " came after a later record of its key");
            }
            lastOfKey.merge(stamp.key(), stamp.keySequence(), Math::max);
        }
        if (repeated > reader.repeatsMax()) {
            findings.add(
                    Promise.C5,
                    reader.name() + " got " + repeated + " records again, and had only " + reader.repeatsMax()
                            + " in hand when it was broken off");
        }
    }

    private void completeness() {
        for (CommittedTopic topic : history.topics()) {
            topic.records()
                    .forEach((partition, records) -> records.forEach((offset, stamp) -> {
                        if (!handled.contains(stamp.id()) && !gaps.excuses(new Place(topic.log(), partition, offset))) {
                            lost++;
                            findings.add(
                                    Promise.C1,
                                    reader.name() + ": " + partition + "/" + offset + " was never delivered");
                        }
                    }));
        }
    }

    /** A reader that wants no gaps is told by a status, which has to be as true as a gap. */
    private void refusal(String reason) {
        boolean holds = switch (reason) {
            case "TOPIC_RECREATED" -> history.topics().size() > 1;
            case "POSITION_EXPIRED" ->
                history.topics().stream()
                        .anyMatch(
                                topic -> topic.retainedFrom().values().stream().anyMatch(from -> from > 0));
            default -> false;
        };
        if (!holds) {
            findings.add(Promise.C3, reader.name() + " was refused with " + reason + ", which is not so");
        }
    }

    private String where(Handled record) {
        return reader.name() + ": " + record.partition() + "/" + record.offset();
    }
}
