package dev.dpg.cli.data;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is shown.
 *
 * @param partition the partition it comes from
 * @param offset its offset there
 * @param time its timestamp
 * @param key the key as JSON text on one line; null where there is none
 * @param value the value as JSON text on one line; null for a tombstone and where {@code decodeError} says why
 * @param notes what else there is to say about it
 */
record ShownRecord(
        int partition,
        long offset,
        Instant time,
        @Nullable String key,
        @Nullable String value,
        Notes notes) {
    /**
     * What most records do not have.
     *
     * @param tombstone whether the stored value is null: the key is deleted
     * @param headers in stored order
     * @param decodeError why the key or value is missing; null where nothing went wrong
     */
    record Notes(
            boolean tombstone,
            List<ShownHeader> headers,
            @Nullable ShownError decodeError) {
        static final Notes NONE = new Notes(false, List.of(), null);

        Notes {
            headers = List.copyOf(headers);
        }
    }

    /**
     * A header.
     *
     * @param key its name
     * @param value as JSON: a string where it is text, {@code null} where there is none, else base64 in {@code
     *     {"base64":…}}
     */
    record ShownHeader(String key, String value) {}

    /**
     * Why a record could not be shown whole.
     *
     * @param reason for programs
     * @param message for people
     */
    record ShownError(String reason, String message) {}
}
