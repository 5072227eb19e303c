package dev.dpg.gateway.view;

import dev.dpg.gateway.filter.Evaluation;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.filter.StoredBytes;
import dev.dpg.gateway.filter.Verdict;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges the records of one batch: which of them are wanted. Not thread-safe. */
final class Screen {
    private final @Nullable KeySelection keys;
    private final @Nullable Evaluation evaluation;
    private byte[] staged = new byte[1024];

    Screen(Wanted wanted) {
        keys = wanted.keys().orElse(null);
        evaluation = wanted.filter().map(Filter::evaluation).orElse(null);
    }

    Verdict judge(LogRecord record) {
        int keyBytes = stage(record.key(), 0);
        StoredBytes key = record.key() == null ? null : new StoredBytes(staged, 0, keyBytes);
        if (keys != null && (key == null || !keys.has(key))) {
            return Verdict.NO_MATCH;
        }
        return evaluation == null ? Verdict.MATCH : evaluate(evaluation, record, keyBytes);
    }

    private Verdict evaluate(Evaluation condition, LogRecord record, int keyBytes) {
        int end = stage(record.value(), keyBytes);
        return condition.judge(new Evaluation.Facts(
                record.key() == null ? null : new StoredBytes(staged, 0, keyBytes),
                record.value() == null ? null : new StoredBytes(staged, keyBytes, end),
                record.timestamp(),
                () -> texts(record.headers())));
    }

    /** Puts bytes where they can be read as an array, at a place; answers where they end. */
    private int stage(@Nullable ByteBuffer bytes, int at) {
        if (bytes == null) {
            return at;
        }
        int end = at + bytes.remaining();
        if (end > staged.length) {
            staged = Arrays.copyOf(staged, Math.max(end, staged.length * 2));
        }
        bytes.get(bytes.position(), staged, at, bytes.remaining());
        return end;
    }

    /** Of headers with one name the last one counts, as for Kafka's own clients; bytes that are no text are replaced. */
    private static Map<String, String> texts(List<LogHeader> headers) {
        Map<String, String> texts = new HashMap<>();
        for (LogHeader header : headers) {
            byte[] value = header.value();
            if (value == null) {
                texts.remove(header.key());
            } else {
                texts.put(header.key(), new String(value, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
