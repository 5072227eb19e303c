package dev.dpg.gateway.view;

import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The traces that the first records of one chunk belong to: what their header {@code traceparent} says (W3C Trace Context). A few
 * at most: they show where a stream's records come from, and are no list of them. Not thread-safe.
 */
final class TraceTags {
    private static final int TAGS_MAX = 4;
    private static final String HEADER = "traceparent";

    /** {@code 00-<32 digits>-<16 digits>-<2 digits>}. */
    private static final int LENGTH = 55;

    private List<Tag> tags = List.of();

    /**
     * A record that belongs to a trace.
     *
     * @param record its index in the chunk
     * @param traceParent the header's text; only its length and characters were looked at
     */
    record Tag(int record, String traceParent) {
        static final int RETAINED_BYTES = 160;
    }

    /** Looks at the next record. */
    void look(LogRecord record, int index) {
        if (record.headers().isEmpty() || tags.size() == TAGS_MAX) {
            return;
        }
        for (LogHeader header : record.headers()) {
            byte[] value = header.value();
            if (header.key().equals(HEADER) && value != null && isTraceParent(value)) {
                add(new Tag(index, new String(value, StandardCharsets.US_ASCII)));
                return;
            }
        }
    }

    /** What was found. */
    List<Tag> found() {
        return List.copyOf(tags);
    }

    private void add(Tag tag) {
        if (tags.stream().anyMatch(other -> other.traceParent().equals(tag.traceParent()))) {
            return;
        }
        if (tags.isEmpty()) {
            tags = new ArrayList<>(TAGS_MAX);
        }
        tags.add(tag);
    }

    private static boolean isTraceParent(byte[] value) {
        if (value.length != LENGTH) {
            return false;
        }
        for (byte character : value) {
            boolean digit = character >= '0' && character <= '9';
            boolean letter = character >= 'a' && character <= 'f';
            if (!digit && !letter && character != '-') {
                return false;
            }
        }
        return true;
    }
}
