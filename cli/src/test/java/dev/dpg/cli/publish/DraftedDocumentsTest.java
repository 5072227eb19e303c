package dev.dpg.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.dpg.gateway.draft.Draft;
import dev.dpg.gateway.draft.DraftSubject;
import dev.dpg.gateway.draft.Drafting;
import dev.dpg.gateway.draft.RegistrySight;
import dev.dpg.gateway.draft.SampledRecord;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.PortName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What {@code dpg init} writes is held to the published JSON Schemas of both standards. */
class DraftedDocumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"A\",\"n\":1,\"d\":1.5,\"b\":true,\"at\":\"2026-01-31T13:30:00Z\",\"on\":\"2026-01-31\"}",
                "{\"id\":\"A\",\"o\":{\"email\":\"a@b.example\",\"p\":{\"q\":[]}},\"list\":[[{\"x\":1}],[]],\"any\":null}",
                "{\"id\":\"A\",\"#\":1,\"yes\":2,\"- x\":\"10.0.0.1\",\"{}\":{},\"m\":{\"1\":2},\"url\":\"https://a.example\"}"
            })
    void thePublishedSchemasOfTheStandardsAccept(String value) throws IOException {
        JsonSchema product = schema("odps-json-schema-v1.0.0.json");
        JsonSchema contract = schema("odcs-json-schema-v3.1.0.json");
        for (String said : new String[] {"", "orders@example.com"}) {
            Draft draft = draft(value, said);

            assertThat(product.validate(asJson(draft.product()), InputFormat.JSON))
                    .as(text(draft.product()))
                    .isEmpty();
            assertThat(contract.validate(asJson(draft.contract()), InputFormat.JSON))
                    .as(text(draft.contract()))
                    .isEmpty();
        }
    }

    private static Draft draft(String value, String said) {
        var subject = new DraftSubject(
                PortName.parse("sales.orders").orElseThrow(),
                "sales.orders",
                "main",
                said.isEmpty(),
                Optional.of(true),
                new DraftSubject.Words(said, "", said, said, said));
        List<SampledRecord> records =
                Stream.of(new SampledRecord(bytes("A"), bytes(value))).toList();
        return Drafting.of(subject, records, RegistrySight.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Document document) {
        return new String(document.content(), StandardCharsets.UTF_8);
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
}
