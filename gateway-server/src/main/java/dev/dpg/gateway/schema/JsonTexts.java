package dev.dpg.gateway.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads and writes JSON texts of schemas; never those of records. */
final class JsonTexts {
    private static final ObjectMapper MAPPER = mapper();

    private JsonTexts() {}

    /**
     * The only value in the text.
     *
     * @param what names the kind of schema, for the message
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is no JSON text, names a property twice or is
     *     nested too deep
     */
    static JsonNode read(String what, String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw SchemaLimits.notA(what, "it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String where = place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
            throw SchemaLimits.notA(what, "it is no JSON: " + e.getOriginalMessage() + where);
        }
    }

    /** A text for people: one line for each value, indented by two blanks, the same on every system. */
    static String write(JsonNode node) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
        printer.indentObjectsWith(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory could not be written", e);
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(4 * SchemaLimits.DEPTH_MAX)
                        .build())
                .build();
        return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
