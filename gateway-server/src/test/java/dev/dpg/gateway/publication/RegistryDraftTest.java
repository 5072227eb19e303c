package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.draft.Draft;
import dev.dpg.gateway.draft.DraftSubject.Words;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drafts of topics whose values name schemas of a registry. */
class RegistryDraftTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String AVRO = """
            {"type":"record","name":"Order","fields":[
              {"name":"order_id","type":"string","doc":"Which order it is."},
              {"name":"email","type":["null","string"]},
              {"name":"total","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"lines","type":{"type":"array","items":
                {"type":"record","name":"Line","fields":[{"name":"sku","type":"string"},{"name":"n","type":"int"}]}}},
              {"name":"labels","type":{"type":"map","values":"string"}},
              {"name":"placed_at","type":{"type":"long","logicalType":"timestamp-millis"}}]}""";
    private static final String PROTO =
            "syntax = \"proto3\"; package s; message First { int32 x = 1; } message Second { string y = 1; }";

    private final MemoryLog log = new MemoryLog("cluster", Runnable::run, InstantSource.fixed(NOW));
    private final Registry registry = new Registry();
    private final Drafter drafter = new Drafter(List.of(SALES), cluster -> log, registry, InstantSource.fixed(NOW));

    @BeforeEach
    void createTopic() {
        log.createTopic("sales.orders", 1);
    }

    @Test
    void avroValuesAreDraftedByTheNewestSchemaOfTheTopicsSubject() {
        registry.add(7, PayloadFormat.AVRO, AVRO.replace("order_id", "old_id"));
        registry.addNewest("sales.orders-value", 8, PayloadFormat.AVRO, AVRO);
        append("\0\0\0\0\7secret");

        Draft draft = draft();
        CompiledPort port = port(draft);

        assertThat(port.binding().format()).isEqualTo(PayloadFormat.AVRO);
        assertThat(port.fields())
                .extracting(field -> field.path() + " " + field.kind().kindName() + (field.required() ? "!" : ""))
                .containsExactly(
                        "order_id string!",
                        "email string",
                        "total decimal!",
                        "lines array!",
                        "lines[] object",
                        "lines[].sku string!",
                        "lines[].n integer!",
                        "labels object!",
                        "placed_at timestamp!");
        assertThat(text(draft)).containsOnlyOnce("an object without properties"); // labels
        assertThat(text(draft))
                .contains(
                        "- property: schemaRegistry\n        value: main\n",
                        "- property: schemaSubject\n        value: sales.orders-value\n",
                        "description: Which order it is.",
                        "tags: [pii.email]")
                .doesNotContain("secret");
    }

    @Test
    void withoutASubjectTheTextOfTheSchemaIsInTheContract() {
        registry.add(7, PayloadFormat.AVRO, AVRO);
        append("\0\0\0\0\7secret");

        Draft draft = draft();

        assertThat(text(draft))
                .contains("- property: schemaFraming\n        value: confluent\n", "- property: schema\n")
                .doesNotContain("schemaSubject");
        assertThat(port(draft).fields()).isNotEmpty();
        assertThat(draft.notes()).anyMatch(note -> note.contains("no subject \"sales.orders-value\""));
    }

    @Test
    void aProtobufMessageThatIsNotTheFirstIsNamed() {
        registry.addNewest("sales.orders-value", 9, PayloadFormat.PROTOBUF, PROTO);
        append("\0\0\0\0\11\2\2\12\1x"); // one index, 1

        Draft draft = draft();

        assertThat(port(draft).fields()).extracting(field -> field.path()).containsExactly("y");
        assertThat(text(draft)).contains("- property: schemaMessage\n        value: s.Second\n", "format: protobuf\n");
    }

    @Test
    void theFirstProtobufMessageNeedsNoName() {
        registry.addNewest("sales.orders-value", 9, PayloadFormat.PROTOBUF, PROTO);
        append("\0\0\0\0\11\0\10\1");

        assertThat(text(draft())).contains("- name: x\n").doesNotContain("schemaMessage");
    }

    @Test
    void jsonWithARegisteredSchemaIsDraftedByItsRecordsAndBoundToTheRegistry() {
        registry.addNewest("sales.orders-value", 7, PayloadFormat.JSON, "{\"type\":\"object\"}");
        append("\0\0\0\0\7{\"a\":1}");

        Draft draft = draft();

        assertThat(port(draft).fields()).extracting(field -> field.path()).containsExactly("a");
        assertThat(text(draft)).contains("format: json\n", "value: sales.orders-value\n");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsTheProblem() {
        registry.isDown = true;
        append("\0\0\0\0\7secret");

        var refused = catchThrowableOfType(ProblemException.class, this::draft);

        assertThat(refused.problem().reason()).isEqualTo(Reason.REGISTRY_DOWN);
        assertThat(refused.problem().message()).doesNotContain("secret");
    }

    @Test
    void plainJsonDoesNotNeedTheRegistry() {
        registry.isDown = true;
        append("{\"a\":1}");

        assertThat(draft().sampledRecords()).isEqualTo(1);
    }

    private void append(String value) {
        log.append("sales.orders", 0, NOW, null, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Draft draft() {
        Words words = new Words("", "", "orders@example.com", "", "");
        return drafter.draft(new DraftRequest("sales.orders", "sales.orders", "", 0, words));
    }

    private static CompiledPort port(Draft draft) {
        LintResult result = DocumentLint.offline().lint(draft.product(), List.of(draft.contract()));
        assertThat(result.ports()).as(result.findings() + "\n" + text(draft)).hasSize(1);
        return result.ports().get(0);
    }

    private static String text(Draft draft) {
        return new String(draft.contract().content(), StandardCharsets.UTF_8);
    }

    /** The registry {@code main}. */
    private static final class Registry implements SchemaSource {
        private final Map<Integer, RegisteredSchema> byId = new HashMap<>();
        private final Map<String, RegisteredSchema> newest = new HashMap<>();
        private boolean isDown;

        void add(int id, PayloadFormat format, String text) {
            byId.put(id, new RegisteredSchema(id, format, text, List.of()));
        }

        void addNewest(String subject, int id, PayloadFormat format, String text) {
            add(id, format, text);
            newest.put(subject, new RegisteredSchema(id, format, text, List.of()));
        }

        @Override
        public Set<String> registries() {
            return Set.of("empty", "main");
        }

        @Override
        public Lookup byId(String name, int id) {
            if (isDown) {
                return new Lookup.Pending(CompletableFuture.completedFuture(null), true);
            }
            RegisteredSchema schema = name.equals("main") ? byId.get(id) : null;
            return schema == null ? new Lookup.Absent() : new Lookup.Known(schema);
        }

        @Override
        public CompletionStage<Optional<RegisteredSchema>> latest(String name, String subject) {
            return CompletableFuture.completedFuture(Optional.ofNullable(newest.get(subject)));
        }
    }
}
