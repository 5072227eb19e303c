package dev.dpg.gateway.view;

import dev.dpg.gateway.filter.KeyIndex;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.filter.StoredBytes;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one batch, for all views of it that want some keys: looked at once, when the first one asks. Valid as long as the
 * batch is. Not thread-safe.
 */
public final class BatchKeys {
    private final LogBatch batch;
    private @Nullable KeyIndex index;

    /** Looks at nothing yet. */
    public BatchKeys(LogBatch batch) {
        this.batch = batch;
    }

    /** The records with one of these keys, by their places in the batch, in ascending order. */
    int[] of(KeySelection keys) {
        return index().of(keys);
    }

    /** The records with one of these keys or without a key that is text. */
    int[] ofAndUntold(KeySelection keys) {
        return index().ofAndUntold(keys);
    }

    private KeyIndex index() {
        KeyIndex known = index;
        if (known == null) {
            known = made(batch.records());
            index = known;
        }
        return known;
    }

    private static KeyIndex made(List<LogRecord> records) {
        KeyIndex made = new KeyIndex(records.size());
        byte[] staged = new byte[256];
        for (int i = 0; i < records.size(); i++) {
            ByteBuffer key = records.get(i).key();
            if (key == null) {
                made.addWithout(i);
                continue;
            }
            int length = key.remaining();
            if (length > staged.length) {
                staged = new byte[length * 2];
            }
            key.get(key.position(), staged, 0, length);
            made.add(i, new StoredBytes(staged, 0, length));
        }
        return made;
    }
}
