package dev.dpg.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.contract.DomainScope;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The sample documents are what domain teams copy: they are held to the standards, to the lint, and to their data. */
class SampleDocumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<SampleTopic, String> NAMES = Map.of(
            SampleTopic.FLIGHTS, "aviation.flights",
            SampleTopic.AIRPORTS, "aviation.airports",
            SampleTopic.DAILY_WEATHER, "climate.daily_weather",
            SampleTopic.EARTHQUAKES, "seismology.earthquakes");
    private static final List<DomainScope> DOMAINS = Stream.of("aviation", "climate", "seismology")
            .map(name -> new DomainScope(name, name, List.of("main"), List.of(name + ".")))
            .toList();

    @ParameterizedTest
    @EnumSource
    void theLintFindsNothingAndTheTopicIsTheSampled(SampleTopic topic) throws IOException {
        LintResult result = lint(topic);

        assertThat(result.findings()).isEmpty();
        assertThat(result.ports()).singleElement().satisfies(port -> {
            assertThat(port.name()).hasToString(NAMES.get(topic) + ".v1");
            assertThat(port.binding().topic()).isEqualTo(topic.topicName());
            assertThat(port.keyFields()).containsExactly(topic.keyField());
            assertThat(port.compacted())
                    .isEqualTo("compact".equals(topic.configs().get("cleanup.policy")));
            assertThat(port.description()).isNotBlank();
            assertThat(port.support()).isNotEmpty();
            assertThat(port.fields())
                    .allSatisfy(field -> assertThat(field.description()).endsWith("."));
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyRowHoldsWhatItsContractSays(SampleTopic topic) throws IOException {
        CompiledPort port = lint(topic).ports().get(0);
        Set<String> promised = port.fields().stream().map(Field::path).collect(Collectors.toCollection(TreeSet::new));
        Set<String> seen = new TreeSet<>();
        for (SampleRow row : SampleRows.of(topic)) {
            List<String> broken = new ArrayList<>();
            port.fields()
                    .forEach(field -> values(row.fields(), field.path()).forEach(value -> {
                        seen.add(field.path());
                        if (!holds(field, value)) {
                            broken.add(field + " is " + value);
                        }
                    }));
            assertThat(broken).as(row.json()).isEmpty();
            assertThat(port.fields()).extracting(Field::path).containsAll(names(row.fields()));
        }
        assertThat(seen).isEqualTo(promised);
    }

    @ParameterizedTest
    @CsvSource({"odps, odps-json-schema-v1.0.0.json", "odcs, odcs-json-schema-v3.1.0.json"})
    void thePublishedSchemasOfTheStandardsAccept(String standard, String schemaFile) throws IOException {
        JsonSchema schema = schema(schemaFile);
        for (String name : NAMES.values()) {
            Document document = document(name + "." + standard + ".yaml");

            Set<ValidationMessage> messages = schema.validate(asJson(document), InputFormat.JSON);

            assertThat(messages).as(document.fileName()).isEmpty();
        }
    }

    @Test
    void thePublishedSchemasCanTellWhatIsWrong() throws IOException {
        JsonSchema schema = schema("odcs-json-schema-v3.1.0.json");

        assertThat(schema.validate("{\"kind\": \"DataContract\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"odps", "odcs"})
    void everyDocumentBelongsToASample(String standard) {
        assertThat(NAMES.values())
                .allSatisfy(name -> assertThat(
                                SampleTopic.class.getResource("documents/" + name + "." + standard + ".yaml"))
                        .isNotNull());
        assertThat(NAMES).hasSameSizeAs(SampleTopic.values());
    }

    private static LintResult lint(SampleTopic topic) throws IOException {
        String name = String.valueOf(NAMES.get(topic));
        return new DocumentLint(DOMAINS).lint(document(name + ".odps.yaml"), List.of(document(name + ".odcs.yaml")));
    }

    private static Document document(String name) throws IOException {
        try (InputStream bytes = SampleTopic.class.getResourceAsStream("documents/" + name)) {
            if (bytes == null) {
                throw new IOException(name + " is missing");
            }
            return new Document(name, bytes.readAllBytes());
        }
    }

    private static String asJson(Document document) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return JSON.writeValueAsString(
                new Load(settings).loadFromInputStream(new ByteArrayInputStream(document.content())));
    }

    /** The schemas are not part of the project: the folder is beside it or named by a property, or the test is skipped. */
    private static JsonSchema schema(String file) throws IOException {
        Path folder = Path.of(System.getProperty("dpg.standards", "../../shared/data/standards"));
        assumeThat(folder.resolve(file))
                .as("the published JSON Schemas are not here; name their folder by -Ddpg.standards")
                .isRegularFile();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                .getSchema(Files.readString(folder.resolve(file)));
    }

    /** All values at a path; those of an absent or null parent are not there. */
    private static Stream<JsonNode> values(JsonNode node, String path) {
        int dot = path.indexOf('.');
        String head = dot < 0 ? path : path.substring(0, dot);
        boolean each = head.endsWith("[]");
        JsonNode value = node.path(each ? head.substring(0, head.length() - 2) : head);
        Stream<JsonNode> values =
                each ? Stream.iterate(0, i -> i < value.size(), i -> i + 1).map(value::get) : Stream.of(value);
        return dot < 0 ? values : values.flatMap(inner -> values(inner, path.substring(dot + 1)));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean holds(Field field, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return !field.required();
        }
        return switch (field.type()) {
            case STRING, DATE, TIMESTAMP, TIME -> value.isTextual();
            case NUMBER -> value.isNumber();
            case INTEGER -> value.isIntegralNumber();
            case BOOLEAN -> value.isBoolean();
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
        };
    }
}
