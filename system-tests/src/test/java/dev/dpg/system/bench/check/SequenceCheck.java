package dev.dpg.system.bench.check;

import java.util.Arrays;

/**
 * Checks what one reader gets: in each partition every number from a first one on, each once, in order. Costs a comparison for
 * a record as it should be. For one thread at a time.
 */
public final class SequenceCheck {
    private static final long ANY = -1;

    private final long[] next;
    private long received;
    private long skipped;
    private long backwards;
    private long strange;

    /**
     * Expects these next.
     *
     * @param first by partition
     */
    public SequenceCheck(long[] first) {
        next = first.clone();
    }

    /** A reader that expects the same number in each partition. */
    public static SequenceCheck from(long first, int partitions) {
        long[] all = new long[partitions];
        Arrays.fill(all, first);
        return new SequenceCheck(all);
    }

    /** A reader that comes to a product that is written: the first number of each partition is right, whatever it is. */
    public static SequenceCheck joining(int partitions) {
        return from(ANY, partitions);
    }

    /** A record has come. */
    public void accept(int partition, long number) {
        received++;
        if (partition < 0 || partition >= next.length) {
            strange++;
        } else if (next[partition] == ANY) {
            next[partition] = number + 1;
        } else if (number == next[partition]) {
            next[partition]++;
        } else if (number > next[partition]) {
            skipped += number - next[partition];
            next[partition] = number + 1;
        } else {
            backwards++;
        }
    }

    /** Records that came, rightly or not. */
    public long received() {
        return received;
    }

    /** The number that is expected next. */
    public long next(int partition) {
        return next[partition];
    }

    /** Whether everything was as it should be up to now, however far that is. */
    public boolean isSound() {
        return skipped == 0 && backwards == 0 && strange == 0;
    }

    /**
     * What was wrong, in words; empty: nothing. A record that comes late counts as left out, and as repeated or out of order.
     *
     * @param end the number after the last one of each partition
     */
    public String faultsUpTo(long end) {
        long missing = 0;
        long beyond = 0;
        for (long reached : next) {
            missing += Math.max(0, end - reached);
            beyond += Math.max(0, reached - end);
        }
        return describe(missing, beyond);
    }

    /** What was wrong up to now, however far that is, in words; empty: nothing. */
    public String faults() {
        return describe(0, 0);
    }

    private String describe(long missing, long beyond) {
        if (isSound() && missing == 0 && beyond == 0) {
            return "";
        }
        return "left out " + skipped + ", repeated or out of order " + backwards + ", of no known partition " + strange
                + ", missing at the end " + missing + ", never written " + beyond;
    }
}
