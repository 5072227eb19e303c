package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.UnreadableValueException.Cause;

/** A sink that writes each record it takes into a buffer. Made for one thread; used for one record after the other. */
public abstract sealed class EncodingSink implements ValueSink permits JsonSink, ProtobufSink {
    private final int bytesMax;
    private WireBuffer out;
    private int start;

    /** @param bytesMax a record that takes more is refused */
    EncodingSink(int bytesMax) {
        this.bytesMax = bytesMax;
        this.out = new WireBuffer(0);
    }

    /** Sends the next record to the end of a buffer; a record that is refused leaves a part there. */
    public void begin(WireBuffer buffer) {
        out = buffer;
        start = buffer.size();
        reset();
    }

    /** Forgets what a record that was given up has left. */
    abstract void reset();

    final WireBuffer out() {
        return out;
    }

    /** Where the record begins. */
    final int start() {
        return start;
    }

    /** Called once for every property and item at least, so that what is written stays near the limit. */
    final void requireRoom() throws UnreadableValueException {
        if (out.size() - start > bytesMax) {
            throw new UnreadableValueException(
                    Cause.TOO_LARGE, "encoded as asked for it has more than " + bytesMax + " bytes");
        }
    }
}
