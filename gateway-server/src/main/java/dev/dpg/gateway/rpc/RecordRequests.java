package dev.dpg.gateway.rpc;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.subscription.WantedRecords;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.OnUnknownSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Which records a request asks for, and in which form, with everything checked that can be without looking anything up.
 * A filter is judged where the contract is known.
 */
final class RecordRequests {
    private static final int FIELDS_MAX = 256;
    private static final int KEYS_MAX = 1_024;
    private static final int KEY_BYTES_MAX = 4 * 1024;

    private RecordRequests() {}

    static WantedRecords wanted(
            dev.dpg.v1.Encoding encoding,
            List<String> fields,
            String filter,
            List<String> keys,
            dev.dpg.v1.OnUnknownSchema onUnknown) {
        Encoding asked = encoding(encoding);
        if (fields.size() > FIELDS_MAX) {
            throw badFields("has " + fields.size() + " paths; at most " + FIELDS_MAX + " are possible");
        }
        if (!fields.isEmpty() && asked == Encoding.RAW) {
            throw badFields("does not go with %s, which gives the bytes as they are stored".formatted(encoding));
        }
        if (keys.size() > KEYS_MAX) {
            throw bad(
                    Reason.BAD_REQUEST, "keys", "has " + keys.size() + " keys; at most " + KEYS_MAX + " are possible");
        }
        if (keys.stream().anyMatch(key -> key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES_MAX)) {
            throw bad(Reason.BAD_REQUEST, "keys", "has a key of more than " + KEY_BYTES_MAX + " bytes");
        }
        boolean storedBatches = encoding == dev.dpg.v1.Encoding.ENCODING_KAFKA_BATCH;
        return new WantedRecords(asked, storedBatches, fields, filter, Set.copyOf(keys), onUnknown(onUnknown));
    }

    private static OnUnknownSchema onUnknown(dev.dpg.v1.OnUnknownSchema wanted) {
        return switch (wanted) {
            case ON_UNKNOWN_SCHEMA_UNSPECIFIED, ON_UNKNOWN_SCHEMA_DECODE_ERROR -> OnUnknownSchema.DECODE_ERROR;
            case ON_UNKNOWN_SCHEMA_WAIT -> OnUnknownSchema.WAIT;
            case UNRECOGNIZED ->
                throw bad(
                        Reason.BAD_REQUEST,
                        "on_unknown_schema",
                        "is neither ON_UNKNOWN_SCHEMA_DECODE_ERROR nor ON_UNKNOWN_SCHEMA_WAIT");
        };
    }

    private static Encoding encoding(dev.dpg.v1.Encoding encoding) {
        return switch (encoding) {
            case ENCODING_UNSPECIFIED, ENCODING_JSON -> Encoding.JSON;
            case ENCODING_RAW, ENCODING_KAFKA_BATCH -> Encoding.RAW;
            case ENCODING_PROTOBUF -> Encoding.PROTOBUF;
            case UNRECOGNIZED ->
                throw bad(
                        Reason.BAD_REQUEST,
                        "encoding",
                        "is none of ENCODING_JSON, ENCODING_RAW, ENCODING_PROTOBUF and ENCODING_KAFKA_BATCH");
        };
    }

    private static ProblemException badFields(String sentence) {
        return bad(Reason.BAD_FIELD_MASK, "fields", sentence);
    }

    private static ProblemException bad(Reason reason, String field, String sentence) {
        return Problem.of(reason, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }
}
