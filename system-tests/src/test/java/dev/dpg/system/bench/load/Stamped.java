package dev.dpg.system.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Values of records: the record's number in its partition (8 bytes), when it was meant to be sent by {@link System#nanoTime},
 * which all processes of a Linux machine share (8 bytes), then anything.
 */
final class Stamped {
    static final int BYTES_MIN = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FILLING_BYTES = 1 << 20;

    private final byte[] filling;
    private final Random random = new Random(42);

    /** @param compressible whether the rest is text in which much repeats, or is random */
    Stamped(boolean compressible) {
        filling = new byte[FILLING_BYTES];
        if (compressible) {
            fillWithText();
        } else {
            random.nextBytes(filling);
        }
    }

    byte[] value(int bytes, long number, long intendedNanos) {
        byte[] value = new byte[bytes];
        LONGS.set(value, 0, number);
        LONGS.set(value, Long.BYTES, intendedNanos);
        int rest = bytes - BYTES_MIN;
        System.arraycopy(filling, random.nextInt(FILLING_BYTES - rest), value, BYTES_MIN, rest);
        return value;
    }

    static long number(byte[] value) {
        return (long) LONGS.get(value, 0);
    }

    static long intendedNanos(byte[] value) {
        return (long) LONGS.get(value, Long.BYTES);
    }

    private void fillWithText() {
        StringBuilder text = new StringBuilder(FILLING_BYTES + 200);
        while (text.length() < FILLING_BYTES) {
            text.append("{\"station\":\"")
                    .append(random.nextInt(10_000))
                    .append("\",\"temperature\":")
                    .append(random.nextInt(400) / 10.0)
                    .append(",\"status\":\"operational\",\"measured_at\":\"2026-01-")
                    .append(10 + random.nextInt(20))
                    .append("T12:00:00Z\"}");
        }
        System.arraycopy(text.toString().getBytes(StandardCharsets.US_ASCII), 0, filling, 0, FILLING_BYTES);
    }
}
