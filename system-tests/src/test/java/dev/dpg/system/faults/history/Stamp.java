package dev.dpg.system.faults.history;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What tells one record from every other one: it stands in the record's value, with a checksum behind it.
 *
 * @param writer who wrote it
 * @param number counts all records of the writer
 * @param key the record's key; every key has one writer
 * @param keySequence counts the records of the key
 * @param intact whether the checksum fits
 */
public record Stamp(int writer, long number, int key, long keySequence, boolean intact) {
    private static final String CHECKSUM = ",\"crc\":";
    private static final Pattern FIELDS =
            Pattern.compile("\\{\"id\":\"(\\d+)-(\\d+)\",\"key\":(\\d+),\"sequence\":(\\d+),.*,\"crc\":(\\d+)}");

    /** A stamp for a record to be written. */
    public static Stamp of(int writer, long number, int key, long keySequence) {
        return new Stamp(writer, number, key, keySequence, true);
    }

    /**
     * The stamp of a value; one that is no value of this harness gives a stamp that is not intact.
     *
     * @param value what {@link #toValue} made
     */
    public static Stamp parse(String value) {
        Matcher fields = FIELDS.matcher(value);
        if (!fields.matches()) {
            return new Stamp(-1, -1, -1, -1, false);
        }
        String sealed = value.substring(0, value.lastIndexOf(CHECKSUM));
        return new Stamp(
                Integer.parseInt(fields.group(1)),
                Long.parseLong(fields.group(2)),
                Integer.parseInt(fields.group(3)),
                Long.parseLong(fields.group(4)),
                checksum(sealed) == Long.parseLong(fields.group(5)));
    }

    /** The record's name: who wrote it and its number. */
    public String id() {
        return writer + "-" + number;
    }

    /**
     * The value of the record, one JSON text.
     *
     * @param padding letters that make it larger
     */
    public String toValue(String padding) {
        String text = "{\"id\":\"%s\",\"key\":%d,\"sequence\":%d,\"padding\":\"%s\""
                .formatted(id(), key, keySequence, padding);
        return text + CHECKSUM + checksum(text) + "}";
    }

    private static long checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
