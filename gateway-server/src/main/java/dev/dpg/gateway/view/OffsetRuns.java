package dev.dpg.gateway.view;

import java.util.Arrays;

/**
 * A set of offsets, as runs of neighbours: distances from a chunk's first offset, in ascending order. What is left out of a
 * partition lies in few runs as a rule, however much it is. Immutable.
 */
final class OffsetRuns {
    static final OffsetRuns NONE = new OffsetRuns(new int[0]);

    /** Where each run begins and where the next offset behind it is, alternately. */
    private final int[] bounds;

    private OffsetRuns(int[] bounds) {
        this.bounds = bounds;
    }

    /** Runs. */
    int size() {
        return bounds.length / 2;
    }

    /** What it costs in memory, in bytes. */
    int retainedBytes() {
        return bounds.length * Integer.BYTES;
    }

    /** How many of the offsets lie in {@code [from, to)}. */
    long countIn(long from, long to) {
        long count = 0;
        for (int i = firstEndingAfter(from); i < bounds.length && bounds[i] < to; i += 2) {
            count += Math.min(bounds[i + 1], to) - Math.max(bounds[i], from);
        }
        return count;
    }

    private int firstEndingAfter(long from) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[middle * 2 + 1] > from) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low * 2;
    }

    /** These and others that lie a distance further behind all of them. */
    OffsetRuns and(OffsetRuns others, int distance) {
        Builder both = new Builder(this);
        for (int i = 0; i < others.bounds.length; i += 2) {
            both.add(others.bounds[i] + distance, others.bounds[i + 1] + distance);
        }
        return both.build();
    }

    /** Collects offsets. Not thread-safe. */
    static final class Builder {
        private int[] bounds;
        private int size;

        Builder() {
            this(NONE);
        }

        private Builder(OffsetRuns runs) {
            bounds = runs.bounds.clone();
            size = bounds.length;
        }

        /** The next offset. */
        void add(int offset) {
            add(offset, offset + 1);
        }

        /** The next offsets, up to before {@code to}. */
        void add(int from, int to) {
            if (size > 0 && bounds[size - 1] == from) {
                bounds[size - 1] = to;
                return;
            }
            if (size == bounds.length) {
                bounds = Arrays.copyOf(bounds, Math.max(8, size * 2));
            }
            bounds[size++] = from;
            bounds[size++] = to;
        }

        OffsetRuns build() {
            return size == 0 ? NONE : new OffsetRuns(Arrays.copyOf(bounds, size));
        }
    }
}
