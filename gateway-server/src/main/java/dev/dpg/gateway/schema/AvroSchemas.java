package dev.dpg.gateway.schema;

import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Parses Avro schemas. */
public final class AvroSchemas {
    static final String WHAT = "an Avro schema";

    private AvroSchemas() {}

    /**
     * The schema of a text.
     *
     * @param references full names of types to the schemas that define them, each before those that need it
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is none
     */
    public static Schema parse(String text, Map<String, String> references) {
        SchemaLimits.requireSize(WHAT, text, references);
        JsonTexts.read(WHAT, text);
        try {
            Schema.Parser parser = new Schema.Parser(NameValidator.UTF_VALIDATOR);
            references.values().forEach(parser::parse);
            return parser.parse(text);
        } catch (AvroRuntimeException e) {
            throw SchemaLimits.notA(WHAT, e);
        }
    }
}
