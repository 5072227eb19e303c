package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.draft.Draft;
import dev.dpg.gateway.draft.DraftSubject.Words;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrafterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Words NOTHING_SAID = new Words("", "", "", "", "");
    private static final String TOPIC = "sales.orders";

    private final MemoryLog log = new MemoryLog("cluster", Runnable::run, InstantSource.fixed(NOW));
    private final Drafter drafter =
            new Drafter(List.of(SALES), cluster -> log, SchemaSource.NONE, InstantSource.fixed(NOW));

    @BeforeEach
    void createTopic() {
        log.createTopic(TOPIC, 3);
    }

    @Test
    void recordsOfAllPartitionsAreSampled() {
        append(0, "{\"a\":1}");
        append(2, "{\"b\":\"x\"}");

        Draft draft = draft(0);

        assertThat(draft.sampledRecords()).isEqualTo(2);
        assertThat(contract(draft)).contains("- name: a\n", "- name: b\n").doesNotContain("required: true");
    }

    @Test
    void theNewestRecordsAreTaken() {
        for (int i = 0; i < 500; i++) {
            append(1, i < 490 ? "{\"before\":1}" : "{\"young\":1}");
        }

        Draft draft = draft(10);

        assertThat(draft.sampledRecords()).isEqualTo(10);
        assertThat(contract(draft)).contains("young").doesNotContain("before");
    }

    @Test
    void whatAPartitionDoesNotHaveIsTakenFromTheOthers() {
        append(0, "{\"a\":1}");
        for (int i = 0; i < 100; i++) {
            append(2, "{\"a\":1}");
        }

        assertThat(draft(50).sampledRecords()).isEqualTo(50);
    }

    @Test
    void holesInTheLogDoNotKeepItFromOlderRecords() {
        append(0, "{\"a\":1}");
        log.skip(TOPIC, 0, 5_000);

        assertThat(draft(0).sampledRecords()).isEqualTo(1);
    }

    @Test
    void recordsOfAMebibyteAreBoundedInBytesAndSaidToBe() {
        String pad = "x".repeat(1024 * 1024);
        for (int i = 0; i < 40; i++) {
            append(i % 2, "{\"a\":1,\"pad\":\"" + pad + "\"}");
        }

        Draft draft = draft(0);

        assertThat(draft.sampledRecords()).isBetween(2, 16);
        assertThat(draft.notes()).first().asString().startsWith("Fewer records than asked for");
        assertThat(draft.contract().content().length).isLessThan(10_000);
    }

    @Test
    void aTopicThatIsNotThereIsAnsweredWithTheDomainsNearest() {
        log.createTopic("stock.order", 1);

        Problem problem = refused("sales.orders", "sales.ordres", "", 0);

        assertThat(problem.reason()).isEqualTo(Reason.BAD_CONTRACT);
        assertThat(problem.message()).contains("did you mean \"sales.orders\"?").doesNotContain("stock");
        assertThat(problem.details())
                .singleElement()
                .extracting(detail -> ((FieldViolation) detail).rule())
                .isEqualTo("contract.topic.exists");
    }

    @ParameterizedTest
    @CsvSource({
        "sale.orders,  sales.orders, '',   product, product.domain,          did you mean \"sales\"?",
        "sales.orders, stock.orders, '',   topic,   contract.topic.prefix,   begins with sales.",
        "sales.orders, __dpg.state,  '',   topic,   contract.topic.prefix,   outside what the domain",
        "sales.orders, sales.orders, mian, cluster, contract.cluster,        did you mean \"main\"?"
    })
    void whatMayNotBePublishedIsNotRead(
            String product, String topic, String cluster, String field, String rule, String message) {
        log.makeUnreachable(); // asking it would be another problem

        Problem problem = refused(product, topic, cluster, 0);

        assertThat(problem.reason()).isEqualTo(Reason.BAD_CONTRACT);
        assertThat(problem.message()).contains(message);
        assertThat(problem.details()).containsExactly(new FieldViolation(field, rule, problem.message()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "sales.orders.v1", "Sales.orders"})
    void aNameThatNoProductCanHaveIsABadRequest(String product) {
        assertThat(refused(product, TOPIC, "", 0).reason()).isEqualTo(Reason.BAD_REQUEST);
    }

    @Test
    void everythingThatIsWrongWithARequestIsSaidAtOnce() {
        assertThat(refused("x", "", "", -1).details())
                .extracting(detail -> ((FieldViolation) detail).field())
                .containsExactly("product", "topic", "sample_records");
    }

    @Test
    void aSupportThatIsNoAddressIsABadRequest() {
        Words words = new Words("", "", "ask around \"here\"", "", "");
        var request = new DraftRequest("sales.orders", TOPIC, "", 0, words);

        assertThat(catchThrowableOfType(ProblemException.class, () -> drafter.draft(request))
                        .problem()
                        .message())
                .startsWith("support has to be an e-mail address or a URL");
    }

    @Test
    void anEmptyTopicIsRefusedWithWhatToDoNext() {
        assertThat(refused("sales.orders", TOPIC, "", 0).message()).contains("holds no record", "Write some records");
    }

    @Test
    void aClusterThatDoesNotAnswerIsTheProblem() {
        log.makeUnreachable();

        assertThat(refused("sales.orders", TOPIC, "", 0).reason()).isEqualTo(Reason.CLUSTER_DOWN);
    }

    @Test
    void moreRecordsThanThereMayBeAreLoweredToIt() {
        for (int i = 0; i < 10_100; i++) {
            append(0, "{\"a\":1}");
        }

        assertThat(draft(1_000_000).sampledRecords()).isEqualTo(10_000);
    }

    private void append(int partition, String value) {
        log.append(TOPIC, partition, NOW, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private Draft draft(int sampleRecords) {
        return drafter.draft(new DraftRequest("sales.orders", TOPIC, "", sampleRecords, NOTHING_SAID));
    }

    private Problem refused(String product, String topic, String cluster, int sampleRecords) {
        var request = new DraftRequest(product, topic, cluster, sampleRecords, NOTHING_SAID);
        return catchThrowableOfType(ProblemException.class, () -> drafter.draft(request))
                .problem();
    }

    private static String contract(Draft draft) {
        return new String(draft.contract().content(), StandardCharsets.UTF_8);
    }
}
