package dev.dpg.gateway.filter;

import java.util.Arrays;

/**
 * Where in a row of records which key is, so that whoever wants few keys need not look at all records. Made once and asked by
 * many. Not thread-safe.
 */
public final class KeyIndex {
    private static final int NONE = -1;

    private final int[] heads;
    private final int[] next;
    private final int[] from;
    private final int[] to;
    private byte[] texts;
    private int size;
    private int[] untold = new int[8];
    private int untoldCount;

    /** @param records how many there are */
    public KeyIndex(int records) {
        heads = new int[Integer.highestOneBit(Math.max(1, records)) * 2];
        Arrays.fill(heads, NONE);
        next = new int[records];
        from = new int[records];
        to = new int[records];
        texts = new byte[Math.max(64, records * 16)];
    }

    /** The key of a record, by its number; in ascending order, without those that have none. */
    public void add(int record, StoredBytes key) {
        StoredBytes text = KeyText.of(key);
        int length = text.to() - text.from();
        if (texts.length - size < length) {
            texts = Arrays.copyOf(texts, Math.max(texts.length * 2, size + length));
        }
        System.arraycopy(text.bytes(), text.from(), texts, size, length);
        from[record] = size;
        size += length;
        to[record] = size;
        int head = head(texts, from[record], size);
        next[record] = heads[head];
        heads[head] = record;
        if (text.text().isEmpty()) {
            addUntold(record);
        }
    }

    /** A record without a key. */
    public void addWithout(int record) {
        addUntold(record);
    }

    private void addUntold(int record) {
        if (untoldCount == untold.length) {
            untold = Arrays.copyOf(untold, untoldCount * 2);
        }
        untold[untoldCount++] = record;
    }

    /** The records with one of these keys, in ascending order. */
    public int[] of(KeySelection keys) {
        return found(keys, 0);
    }

    /** The records with one of these keys, and those of whose key no text can be told, in ascending order. */
    public int[] ofAndUntold(KeySelection keys) {
        return found(keys, untoldCount);
    }

    private int[] found(KeySelection keys, int besides) {
        int[] found = Arrays.copyOf(untold, besides + 8);
        int count = besides;
        for (byte[] key : keys.texts()) {
            for (int at = heads[head(key, 0, key.length)]; at != NONE; at = next[at]) {
                if (Arrays.equals(texts, from[at], to[at], key, 0, key.length)) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = at;
                }
            }
        }
        int[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private int head(byte[] bytes, int start, int end) {
        return KeySelection.hash(bytes, start, end) & (heads.length - 1);
    }
}
