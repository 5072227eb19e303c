package dev.dpg.system.soak.load;

import dev.dpg.system.bench.check.SequenceCheck;

/**
 * Checks what one reader gets of {@link Numbered} records, over all its streams: everything that it wants, once, in order, at
 * its offset. Thread-safe.
 */
final class RecordCheck {
    /** A filter leaves one record in so many: those whose number ends with a certain digit. */
    static final int ONE_IN = 10;

    private static final int NOWHERE = -1;

    private final SequenceCheck check;
    private final int oneIn;
    private final int digit;

    private RecordCheck(SequenceCheck check, int oneIn, int digit) {
        this.check = check;
        this.oneIn = oneIn;
        this.digit = digit;
    }

    /** Of a reader of all records, from wherever it begins. */
    static RecordCheck joining(int partitions) {
        return new RecordCheck(SequenceCheck.joining(partitions), 1, 0);
    }

    /** Of a reader of the records whose number ends with a digit, from wherever it begins. */
    static RecordCheck joining(int partitions, int digit) {
        return new RecordCheck(SequenceCheck.joining(partitions), ONE_IN, digit);
    }

    /** Of a reader of all records from a number on. */
    static RecordCheck from(long first, int partitions) {
        return new RecordCheck(SequenceCheck.from(first, partitions), 1, 0);
    }

    /** Of a reader of the records from a number on, a multiple of {@link #ONE_IN}, whose number ends with a digit. */
    static RecordCheck from(long first, int partitions, int digit) {
        return new RecordCheck(SequenceCheck.from(first / ONE_IN, partitions), ONE_IN, digit);
    }

    /** The filter that leaves what {@code digit} stands for. */
    static String filter(int digit) {
        return "value.id.endsWith('" + digit + "')";
    }

    synchronized void accept(int partition, long offset, String value) {
        long number = Numbered.number(value);
        boolean wanted = number == offset && number % oneIn == digit % oneIn;
        check.accept(wanted ? partition : NOWHERE, number / oneIn);
    }

    synchronized long received() {
        return check.received();
    }

    /** What was wrong so far; empty: nothing. */
    synchronized String faults() {
        return check.faults();
    }

    /** What was wrong, where everything below this number has been written, a multiple of {@link #ONE_IN}; empty: nothing. */
    synchronized String faultsUpTo(long end) {
        return check.faultsUpTo(end / oneIn);
    }

    /** Records that it gets of so many. */
    long wantedOf(long records) {
        return records / oneIn;
    }
}
