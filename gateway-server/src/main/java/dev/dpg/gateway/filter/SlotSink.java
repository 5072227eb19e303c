package dev.dpg.gateway.filter;

import dev.cel.common.values.CelByteString;
import dev.dpg.gateway.codec.ValueSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes a record and keeps what an expression uses of it, as CEL's values. What is not used costs a comparison for each value
 * and no object. Not thread-safe.
 */
final class SlotSink implements ValueSink {
    /** Values kept of one record; with more of them the record can't be judged. */
    static final int VALUES_MAX = 10_000;

    private final Slots root;
    private final Deque<Target> open = new ArrayDeque<>();
    /** How many objects and lists lie around the next value, from the first one on that is not kept. */
    private int skipped;

    private int kept;

    SlotSink(Slots root) {
        this.root = root;
    }

    /** Forgets the record before. */
    void reset() {
        root.reset();
        open.clear();
        skipped = 0;
        kept = 0;
    }

    @Override
    public void beginObject() {
        Target within = open.peek();
        if (within == null) {
            open.push(root);
            return;
        }
        Pick pick = skipped > 0 ? null : within.pick();
        if (pick == null) {
            skipped++;
        } else if (pick instanceof Pick.Properties properties) {
            open.push(within.object(properties));
        } else {
            open.push(new Target.Entries());
        }
    }

    @Override
    public void endObject() {
        end();
    }

    @Override
    public void property(int index) {
        if (skipped == 0 && open.peek() instanceof Slots object) {
            object.expect(index);
        }
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) {
        if (skipped == 0 && open.peek() instanceof Target.Entries object) {
            object.expect(text(bytes, from, to));
        }
    }

    @Override
    public void beginArray() {
        Target within = open.peek();
        Pick pick = skipped > 0 || within == null ? null : within.pick();
        if (pick == null) {
            skipped++;
        } else {
            open.push(new Target.Items(pick instanceof Pick.Items items ? items.item() : pick));
        }
    }

    @Override
    public void endArray() {
        end();
    }

    private void end() {
        if (skipped > 0) {
            skipped--;
            return;
        }
        Target ended = open.pop();
        Target within = open.peek();
        if (within != null) {
            keep(within, content(ended));
        }
    }

    private static Object content(Target ended) {
        if (ended instanceof Target.Items list) {
            return list.items;
        }
        return ended instanceof Target.Entries object ? object.entries : ended;
    }

    /** Where the next single value goes; null where nobody uses it. */
    private @Nullable Target target() {
        Target within = open.peek();
        return skipped > 0 || within == null || within.pick() == null ? null : within;
    }

    private void keep(Target target, @Nullable Object value) {
        if (++kept > VALUES_MAX) {
            throw new TooMany();
        }
        target.put(value);
    }

    @Override
    public void nullValue() {
        Target target = target();
        if (target != null) {
            keep(target, null);
        }
    }

    @Override
    public void booleanValue(boolean value) {
        Target target = target();
        if (target != null) {
            keep(target, value);
        }
    }

    @Override
    public void integerValue(long value) {
        Target target = target();
        if (target != null) {
            keep(target, value);
        }
    }

    @Override
    public void numberValue(double value) {
        Target target = target();
        if (target != null) {
            keep(target, value);
        }
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) {
        Target target = target();
        if (target != null) {
            keep(target, Double.valueOf(text(bytes, from, to)));
        }
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) {
        Target target = target();
        if (target != null) {
            keep(target, text(bytes, from, to));
        }
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) {
        Target target = target();
        if (target != null) {
            keep(target, CelByteString.of(Arrays.copyOfRange(bytes, from, to)));
        }
    }

    @Override
    public void dateValue(long epochDay) {
        Target target = target();
        if (target != null) {
            keep(target, LocalDate.ofEpochDay(epochDay).toString());
        }
    }

    @Override
    public void timeValue(long nanoOfDay) {
        Target target = target();
        if (target != null) {
            keep(target, DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanoOfDay)));
        }
    }

    @Override
    public void timestampValue(long epochSecond, int nano) {
        Target target = target();
        if (target != null) {
            keep(target, Instant.ofEpochSecond(epochSecond, nano));
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** A record has more values than an expression may be given. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("too many values", null, false, false);
        }
    }
}
