package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.UnreadableValueException;
import java.nio.charset.StandardCharsets;

/**
 * What becomes of one record: decided before it is written, because its size stands in front of it.
 *
 * @param key how the key is given
 * @param withValue whether the value is given
 * @param withHeaders whether the headers are given
 * @param errorReason number of a {@code DecodeError.Reason}, or 0
 * @param errorMessage what is wrong, in UTF-8, without any content of the record
 */
@SuppressWarnings("ArrayRecordComponent") // built and written at once, never compared
record RecordForm(KeyForm key, boolean withValue, boolean withHeaders, int errorReason, byte[] errorMessage) {
    private static final byte[] NO_MESSAGE = {};

    /** Everything as it is stored. */
    static final RecordForm RAW = new RecordForm(KeyForm.RAW, true, true, 0, NO_MESSAGE);

    /** A readable value under a key that is not text. */
    static final RecordForm INVALID_KEY =
            error(KeyForm.ABSENT, true, WireFields.REASON_INVALID_KEY, "the key is not UTF-8 text");

    private static final RecordForm JSON = new RecordForm(KeyForm.JSON, true, true, 0, NO_MESSAGE);
    private static final RecordForm JSON_STRING = new RecordForm(KeyForm.JSON_STRING, true, true, 0, NO_MESSAGE);
    private static final RecordForm JSON_NO_KEY = new RecordForm(KeyForm.ABSENT, true, true, 0, NO_MESSAGE);

    /** How a key is given. */
    enum KeyForm {
        /** Not at all. */
        ABSENT,
        /** The bytes as they are stored. */
        RAW,
        /** The stored bytes, which are JSON text. */
        JSON,
        /** The stored bytes, which are text, as a JSON string. */
        JSON_STRING,
        /** The hash of the key's text, as a JSON string. */
        HASH
    }

    /** A record whose value and key are readable. */
    static RecordForm json(KeyForm key) {
        return switch (key) {
            case ABSENT, RAW -> JSON_NO_KEY;
            case JSON -> JSON;
            case JSON_STRING -> JSON_STRING;
            case HASH -> new RecordForm(KeyForm.HASH, true, true, 0, NO_MESSAGE);
        };
    }

    static RecordForm invalidText(KeyForm key, int goodBytes, int length) {
        String message = "the value is not one JSON text in UTF-8 of at most " + JsonText.DEPTH_MAX
                + " levels: it goes wrong at byte " + goodBytes + " of " + length;
        return error(key, false, WireFields.REASON_INVALID_VALUE, message);
    }

    /** A value that its codec or the encoding refuses. */
    static RecordForm unreadable(KeyForm key, UnreadableValueException why) {
        return error(key, false, reason(why), "the value cannot be given: " + why.getMessage());
    }

    /** The same for who may not see all of it: nothing is told that a value has to do with. */
    static RecordForm masked(KeyForm key, UnreadableValueException why) {
        String message = switch (why.reason()) {
            case INVALID_VALUE, SCHEMA_MISMATCH -> "it is not what the contract says; its owner is told more";
            case UNKNOWN_SCHEMA -> why.getMessage();
            case TOO_LARGE -> "encoded as asked for it is too large";
        };
        return error(key, false, reason(why), "the value cannot be given: " + message);
    }

    private static int reason(UnreadableValueException why) {
        return switch (why.reason()) {
            case INVALID_VALUE -> WireFields.REASON_INVALID_VALUE;
            case UNKNOWN_SCHEMA -> WireFields.REASON_UNKNOWN_SCHEMA;
            case SCHEMA_MISMATCH -> WireFields.REASON_SCHEMA_MISMATCH;
            case TOO_LARGE -> WireFields.REASON_TOO_LARGE;
        };
    }

    static RecordForm tooLarge(int bytes, int bytesMax) {
        return tooLarge("key, value and headers have " + bytes + " bytes; at most " + bytesMax + " are given");
    }

    /** The same for who may not see all of it. */
    static RecordForm tooLargeMasked(int bytesMax) {
        return tooLarge("key, value and headers have more than the " + bytesMax + " bytes that are given");
    }

    private static RecordForm tooLarge(String message) {
        byte[] encoded = message.getBytes(StandardCharsets.UTF_8);
        return new RecordForm(KeyForm.ABSENT, false, false, WireFields.REASON_TOO_LARGE, encoded);
    }

    private static RecordForm error(KeyForm key, boolean withValue, int reason, String message) {
        return new RecordForm(key, withValue, true, reason, message.getBytes(StandardCharsets.UTF_8));
    }
}
