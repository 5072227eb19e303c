package dev.dpg.gateway.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some keys, by their texts: the content of a JSON string, or any other key as it is stored. Equal where they are the same
 * keys. Found by their stored bytes, of which nothing is made but in keys with escapes. Immutable and thread-safe.
 */
public final class KeySelection {
    private final Set<String> texts;
    private final byte[] @Nullable [] table;

    /** @param texts at least one */
    public KeySelection(Set<String> texts) {
        this.texts = Set.copyOf(texts);
        int size = Integer.highestOneBit(Math.max(1, texts.size())) * 4;
        table = new byte[size][];
        for (String text : this.texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            table[place(bytes, 0, bytes.length)] = bytes;
        }
    }

    /** Whether a stored key is one of them. */
    public boolean has(StoredBytes key) {
        StoredBytes text = KeyText.of(key);
        return table[place(text.bytes(), text.from(), text.to())] != null;
    }

    /** The texts, in UTF-8; not to be changed. */
    List<byte[]> texts() {
        return Arrays.stream(table).filter(Objects::nonNull).toList();
    }

    /** A hash whose lowest bits depend on all of the text. */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + bytes[at];
        }
        return hash ^ hash >>> 15;
    }

    /** The place of a key in the table, or the free one where it would be. There is always a free one. */
    private int place(byte[] bytes, int from, int to) {
        int place = hash(bytes, from, to) & (table.length - 1);
        byte[] there = table[place];
        while (there != null && !Arrays.equals(there, 0, there.length, bytes, from, to)) {
            place = (place + 1) & (table.length - 1);
            there = table[place];
        }
        return place;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeySelection selection && texts.equals(selection.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    /** Only how many: keys are contents of records. */
    @Override
    public String toString() {
        return texts.size() + " keys";
    }
}
