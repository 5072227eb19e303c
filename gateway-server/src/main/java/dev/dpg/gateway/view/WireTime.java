package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.WireBuffer;

/** Writes milliseconds since 1970 as a {@code google.protobuf.Timestamp} with its length in front. */
final class WireTime {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private WireTime() {}

    static int size(long millis) {
        int body = bodySize(millis);
        return WireBuffer.varintSize(body) + body;
    }

    static void write(WireBuffer out, long millis) {
        out.writeVarint(bodySize(millis));
        long seconds = Math.floorDiv(millis, 1000L);
        long nanos = Math.floorMod(millis, 1000L) * NANOS_PER_MILLI;
        if (seconds != 0) {
            out.writeByte(WireFields.TIMESTAMP_SECONDS);
            out.writeVarint(seconds);
        }
        if (nanos != 0) {
            out.writeByte(WireFields.TIMESTAMP_NANOS);
            out.writeVarint(nanos);
        }
    }

    private static int bodySize(long millis) {
        long seconds = Math.floorDiv(millis, 1000L);
        long nanos = Math.floorMod(millis, 1000L) * NANOS_PER_MILLI;
        return (seconds == 0 ? 0 : 1 + WireBuffer.varintSize(seconds))
                + (nanos == 0 ? 0 : 1 + WireBuffer.varintSize(nanos));
    }
}
