package dev.dpg.system.faults.check;

import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.Handled;
import dev.dpg.system.faults.history.History;
import dev.dpg.system.faults.history.MemoryUse;
import dev.dpg.system.faults.history.Reader;
import dev.dpg.system.faults.history.Session;
import dev.dpg.system.faults.history.SessionEvent;
import dev.dpg.system.faults.history.SessionEvent.CursorMoved;
import dev.dpg.system.faults.history.SessionEvent.Delivered;
import dev.dpg.system.faults.history.SessionEvent.Ended;
import dev.dpg.system.faults.history.SessionEvent.Opened;
import dev.dpg.system.faults.history.SessionEvent.Position;
import dev.dpg.system.faults.history.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes small histories by hand. The log has one partition, 0, with the records 0 to 9, but for 3 (a marker) and 4 (aborted).
 */
final class Histories {
    static final String LOG = "the-log";
    static final String NEXT_LOG = "the-next-log";
    static final Stamp ABORTED = stamp(4);

    private final List<CommittedTopic> topics = new ArrayList<>();
    private final List<SessionEvent> events = new ArrayList<>();
    private final List<Handled> handled = new ArrayList<>();
    private final List<MemoryUse> memory = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();
    private long repeatsMax;
    private final List<String> interruptions = new ArrayList<>();
    private boolean errorsForbidden;
    private int life;

    private Histories() {}

    /** A history of one reader that has got nothing yet, its stream opened at the beginning. */
    static Histories opened() {
        Histories history = new Histories();
        history.topics.add(topic(LOG, 0));
        history.events.add(new Opened(at(0)));
        return history;
    }

    /** The same, with a log of which everything before an offset has expired. */
    static Histories retainedFrom(long offset) {
        Histories history = new Histories();
        history.topics.add(topic(LOG, offset));
        history.events.add(new Opened(at(0)));
        return history;
    }

    static Stamp stamp(long offset) {
        return Stamp.of(1, offset, 1, offset);
    }

    static Position at(long nextOffset) {
        return new Position(LOG, Map.of(0, nextOffset));
    }

    /** Records come, and are handled. */
    Histories delivers(long... offsets) {
        for (long offset : offsets) {
            comes(offset, stamp(offset));
        }
        return this;
    }

    /** Those of the log that are left from an offset on come. */
    Histories deliversFrom(long first) {
        topic(LOG, 0).partition(0).tailMap(first, true).keySet().forEach(this::delivers);
        return this;
    }

    /** A record comes, and is handled. */
    Histories comes(long offset, Stamp stamp) {
        events.add(new Delivered(0, offset, stamp));
        events.add(new CursorMoved(0, offset + 1));
        return handles(offset, stamp);
    }

    /** A record is handled that came before. */
    Histories handles(long offset, Stamp stamp) {
        handled.add(new Handled(life, 0, offset, stamp, handled.size()));
        return this;
    }

    Histories event(SessionEvent event) {
        events.add(event);
        return this;
    }

    /** The reader is broken off with so many records in hand, and begins another life. */
    Histories nextLife(long inHand) {
        life++;
        repeatsMax += inHand;
        return this;
    }

    /** The topic was created anew, with records 0 to 2. */
    Histories recreated() {
        NavigableMap<Long, Stamp> records = new TreeMap<>();
        for (long offset = 0; offset < 3; offset++) {
            records.put(offset, stamp(100 + offset));
        }
        topics.add(new CommittedTopic(NEXT_LOG, Map.of(0, records), Map.of()));
        return this;
    }

    Histories refused(String reason) {
        refusal = Optional.of(reason);
        return this;
    }

    Histories interrupted() {
        interruptions.add("UNAVAILABLE");
        return this;
    }

    Histories withoutErrors() {
        errorsForbidden = true;
        return this;
    }

    Histories uses(long bytes, long limit) {
        memory.add(new MemoryUse("gateway A", bytes, limit));
        return this;
    }

    Histories ended(String code, String reason) {
        return event(new Ended(code, reason, false));
    }

    /** What the checker says. */
    Verdict judged() {
        Reader reader = new Reader(
                "reader", List.of(new Session("session", events)), handled, repeatsMax, refusal, interruptions);
        return Checker.check(new History(topics, Set.of(ABORTED.id()), 8, List.of(reader), memory, errorsForbidden));
    }

    private static CommittedTopic topic(String log, long retainedFrom) {
        NavigableMap<Long, Stamp> records = new TreeMap<>();
        for (long offset = 0; offset < 10; offset++) {
            if (offset != 3 && offset != 4) {
                records.put(offset, stamp(offset));
            }
        }
        return new CommittedTopic(log, Map.of(0, records), Map.of(0, retainedFrom));
    }
}
