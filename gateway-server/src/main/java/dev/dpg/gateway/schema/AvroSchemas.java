package dev.dpg.gateway.schema;

import dev.dpg.gateway.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        references.values().forEach(reference -> JsonTexts.read(WHAT, reference));
        JsonTexts.read(WHAT, text);
        try {
            // Defaults are looked at once it is known that this comes to an end.
            parse(text, references, false).forEach(AvroWeight::require);
            List<Schema> schemas = parse(text, references, true);
            return schemas.get(schemas.size() - 1);
        } catch (StackOverflowError e) {
            throw SchemaLimits.notA(WHAT, "its types lie within each other too deep");
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser has exceptions of all kinds for what it does not expect.
            throw SchemaLimits.notA(WHAT, e);
        }
    }

    /** Those that are named first, then the schema itself. */
    private static List<Schema> parse(String text, Map<String, String> references, boolean defaults) {
        Schema.Parser parser = new Schema.Parser(NameValidator.UTF_VALIDATOR).setValidateDefaults(defaults);
        List<Schema> schemas = new ArrayList<>();
        references.values().forEach(reference -> schemas.add(parser.parse(reference)));
        schemas.add(parser.parse(text));
        return schemas;
    }
}
