package dev.dpg.gateway.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.dpg.gateway.product.PayloadFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a registry says of a schema or of an error, as far as it matters; keys that are not known are passed over. Pure.
 *
 * @param id the schema's number; -1 where the answer does not tell
 * @param type its kind as the registry calls it; Avro where the answer does not tell, as the API has it
 * @param schema its text; null where there is none
 * @param references what its text names
 * @param errorCode of an error; 0 where there is none
 */
record RegistryAnswer(int id, String type, @Nullable String schema, List<Named> references, int errorCode) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String AVRO = "AVRO";
    private static final int NOT_FOUND = 404;

    RegistryAnswer {
        references = List.copyOf(references);
    }

    /**
     * A schema that another one names.
     *
     * @param name as it is named there
     * @param subject the subject that it is a version of
     * @param version which
     */
    record Named(String name, String subject, int version) {}

    /**
     * Reads an answer's body.
     *
     * @throws RegistryFailure if it is no JSON object
     */
    static RegistryAnswer read(byte[] body) {
        Draft draft = new Draft();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notUnderstood();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                draft.take(json);
            }
        } catch (IOException e) {
            // The exception's text may hold content of the answer.
            throw notUnderstood();
        }
        return new RegistryAnswer(draft.id, draft.type, draft.schema, draft.references, draft.errorCode);
    }

    /**
     * Whether an error says that there is no such thing, by a code of its own (40401, 40402, 40403). A plain 404 may as well
     * come from something else, where the configured address is wrong.
     */
    boolean isAbsent() {
        return errorCode / 100 == NOT_FOUND;
    }

    /** @throws RegistryFailure if the schema is of a kind that the gateway does not know */
    PayloadFormat format() {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case AVRO -> PayloadFormat.AVRO;
            case "PROTOBUF" -> PayloadFormat.PROTOBUF;
            case "JSON" -> PayloadFormat.JSON;
            default -> throw RegistryFailure.unusable("it is neither an Avro nor a protobuf nor a JSON schema");
        };
    }

    /** @throws RegistryFailure if the answer holds none */
    String text() {
        if (schema == null) {
            throw notUnderstood();
        }
        return schema;
    }

    private static RegistryFailure notUnderstood() {
        return RegistryFailure.noAnswer("its answer is not what a schema registry says; check url");
    }

    /** An answer while it is read. */
    private static final class Draft {
        private int id = -1;
        private String type = AVRO;
        private @Nullable String schema;
        private final List<Named> references = new ArrayList<>();
        private int errorCode;

        /** Takes a property; the parser stands on its name. */
        void take(JsonParser json) throws IOException {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> id = json.getValueAsInt(-1);
                case "error_code" -> errorCode = json.getValueAsInt(0);
                case "schemaType" -> type = json.getValueAsString(AVRO);
                case "schema" -> schema = value == JsonToken.VALUE_STRING ? json.getText() : null;
                case "references" -> references(json);
                default -> {}
            }
            json.skipChildren();
        }

        private void references(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                return;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                references.add(reference(json));
            }
        }

        private static Named reference(JsonParser json) throws IOException {
            String name = "";
            String subject = "";
            int version = -1;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "name" -> name = json.getValueAsString("");
                    case "subject" -> subject = json.getValueAsString("");
                    case "version" -> version = json.getValueAsInt(-1);
                    default -> {}
                }
                json.skipChildren();
            }
            return new Named(name, subject, version);
        }
    }
}
