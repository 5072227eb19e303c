package dev.dpg.gateway.access;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What hashes are salted with for one principal: the same in every product, and after each renewal. Immutable. */
public final class SaltOfReader {
    private final byte[] salt;

    SaltOfReader(byte[] salt) {
        this.salt = salt.clone();
    }

    /** 32 bytes; a copy. */
    public byte[] bytes() {
        return salt.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SaltOfReader that && Arrays.equals(salt, that.salt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "a salt";
    }
}
