package dev.dpg.gateway.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The secret that texts are hashed with, one for each reading application: with the same one the same texts have the same hash,
 * in every product. Told to nobody and never shown. Immutable.
 */
public final class Salt {
    /** Of whoever hashes nothing. */
    public static final Salt NONE = new Salt(new byte[0]);

    /** Bytes of a salt at least: as many as a hash has. */
    public static final int BYTES_MIN = 16;

    private final byte[] bytes;

    private Salt(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A salt of these bytes, which are copied.
     *
     * @throws IllegalArgumentException for fewer than {@link #BYTES_MIN}
     */
    public static Salt of(byte[] bytes) {
        if (bytes.length < BYTES_MIN) {
            throw new IllegalArgumentException("a salt has at least " + BYTES_MIN + " bytes");
        }
        return new Salt(bytes.clone());
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return bytes.length == 0 ? "no salt" : "a salt";
    }
}
