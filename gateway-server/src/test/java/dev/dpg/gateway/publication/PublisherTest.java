package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.SALES;
import static dev.dpg.gateway.fakes.OrderDocuments.contract;
import static dev.dpg.gateway.fakes.OrderDocuments.document;
import static dev.dpg.gateway.fakes.OrderDocuments.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.fakes.FakeCatalogWriter;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Document PRODUCT = document("orders.odps.yaml", product("1.0.0"));
    private static final Document CONTRACT = document("orders.odcs.yaml", contract("1.0.0"));

    private final FakeClusters clusters = new FakeClusters("sales.orders");
    private final FakeCatalogWriter catalog = new FakeCatalogWriter();
    private final Publisher publisher = new Publisher(
            new DocumentCheck(List.of(SALES), clusters, SchemaSource.NONE),
            LiveReaders.NONE,
            catalog,
            InstantSource.fixed(NOW));

    @Test
    void validDocumentsArePublished() {
        Publication publication = publisher.apply(request("r", PRODUCT, CONTRACT));

        assertThat(publication.findings()).isEmpty();
        assertThat(publication.ports()).singleElement().satisfies(applied -> {
            assertThat(applied.outcome()).isEqualTo(Outcome.CREATED);
            assertThat(applied.port().name()).hasToString("sales.orders.v1");
            assertThat(applied.port().applyTime()).isEqualTo(NOW);
            assertThat(applied.port().owner()).isEqualTo("Order Management");
            assertThat(applied.port().productDocument()).isEqualTo(PRODUCT);
            assertThat(applied.port().contractDocument()).isEqualTo(CONTRACT);
        });
        assertThat(clusters.asked()).containsExactly("sales.orders");
    }

    @Test
    void warningsDoNotBlockAndComeWithTheAnswer() {
        Document warned = document("orders.odcs.yaml", contract("1.0.0").replace("name: Orders\n", ""));

        assertThat(publisher.apply(request("r", PRODUCT, warned)).findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_NAME);
    }

    @Test
    void blockingFindingsAreViolationsAndNothingIsWritten() {
        Document broken = document(
                "orders.odcs.yaml",
                contract("1.0.0").replace("string", "sting").replace("status: active", "status: new"));

        Problem problem = refused(request("r", PRODUCT, broken));

        assertThat(problem.reason()).isEqualTo(Reason.BAD_CONTRACT);
        assertThat(problem.message()).startsWith("\"orders.odps.yaml\" is not published: 2 findings block it, first: ");
        assertThat(problem.details())
                .contains(new FieldViolation(
                        "orders.odcs.yaml:13:22 schema[0].properties[0].logicalType",
                        "contract.property.type",
                        "The logicalType \"sting\" is unknown. Did you mean \"string\"?"));
        assertThat(problem.details()).hasSize(2);
        assertThat(catalog.requests()).isEmpty();
    }

    @Test
    void aTopicThatIsNotThereIsFoundTogetherWithEverythingElse() {
        Document elsewhere = document(
                "orders.odcs.yaml",
                contract("1.0.0")
                        .replace("physicalName: sales.orders", "physicalName: sales.order")
                        .replace("string", "sting"));

        assertThat(refused(request("r", PRODUCT, elsewhere)).details())
                .extracting(detail -> ((FieldViolation) detail).rule())
                .containsExactly("contract.property.type", "contract.topic.exists");
    }

    @Test
    void aTopicOfSomebodyElseIsNotEvenAskedFor() {
        Document foreign =
                document("orders.odcs.yaml", contract("1.0.0").replace("physicalName: sales.", "physicalName: stock."));

        refused(request("r", PRODUCT, foreign));

        assertThat(clusters.asked()).isEmpty();
    }

    @Test
    void aClusterThatDoesNotAnswerIsTheProblemUnlessThereAreFindings() {
        clusters.goDown();

        assertThat(refused(request("r", PRODUCT, CONTRACT)).reason()).isEqualTo(Reason.CLUSTER_DOWN);
        Document broken = document("orders.odcs.yaml", contract("1.0.0").replace("string", "sting"));
        assertThat(refused(request("r", PRODUCT, broken)).reason()).isEqualTo(Reason.BAD_CONTRACT);
    }

    @Test
    void theDigestTellsDocumentsApart() {
        publisher.apply(request("a", PRODUCT, CONTRACT));
        publisher.apply(request("b", PRODUCT, CONTRACT));
        publisher.apply(request(
                "c", document("orders.odps.yaml", product("1.1.0")), document("orders.odcs.yaml", contract("1.1.0"))));

        byte[] first = catalog.requests().get(0).digest();
        assertThat(first).hasSize(32).isEqualTo(catalog.requests().get(1).digest());
        assertThat(first).isNotEqualTo(catalog.requests().get(2).digest());
    }

    @Test
    void theDigestDoesNotRunDocumentsTogether() {
        assertThat(DocumentDigest.of(document("a", "bc"), List.of()))
                .isNotEqualTo(DocumentDigest.of(document("ab", "c"), List.of()));
        assertThat(DocumentDigest.of(document("a", "b"), List.of(document("c", "d"))))
                .isNotEqualTo(DocumentDigest.of(document("a", "b" + "\0\0\0\1c\0\0\0\1d"), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\u200b", "\ud800"})
    void aRequestIdIsPrintable(String requestId) {
        assertThat(badFields(request(requestId, PRODUCT, CONTRACT))).containsExactly("request_id");
    }

    @Test
    void aRequestIdHasAnEnd() {
        publisher.apply(request("x".repeat(128), PRODUCT, CONTRACT));

        assertThat(badFields(request("x".repeat(129), PRODUCT, CONTRACT))).containsExactly("request_id");
    }

    @Test
    void everythingThatIsWrongWithARequestComesInOneAnswer() {
        Document nameless = document("", "x");
        Document empty = document("empty.yaml", "");

        assertThat(badFields(request("", empty, nameless, empty)))
                .containsExactly(
                        "request_id",
                        "product.content",
                        "contracts[0].file_name",
                        "contracts[1].file_name",
                        "contracts[1].content");
    }

    @Test
    void contractsAreLimited() {
        Document[] contracts = IntStream.range(0, 65)
                .mapToObj(i -> document(i + ".odcs.yaml", contract("1.0.0")))
                .toArray(Document[]::new);

        assertThat(badFields(request("r", PRODUCT, contracts))).containsExactly("contracts");
    }

    @Test
    void portsAreLimited() {
        String port = product("1.0.0").substring(product("1.0.0").indexOf("  - name"));
        String many = product("1.0.0")
                + IntStream.range(0, 64)
                        .mapToObj(i -> port.replace("name: orders", "name: orders" + i))
                        .reduce("", String::concat);

        assertThat(refused(request("r", document("p", many), CONTRACT)).details())
                .extracting(detail -> ((FieldViolation) detail).rule())
                .containsExactly("product.ports");
    }

    private static PublishRequest request(String id, Document product, Document... contracts) {
        return new PublishRequest(id, product, List.of(contracts));
    }

    private List<String> badFields(PublishRequest request) {
        Problem problem = refused(request);
        if (problem.reason() != Reason.BAD_REQUEST) {
            return Collections.emptyList();
        }
        return problem.details().stream()
                .map(detail -> ((FieldViolation) detail).field())
                .toList();
    }

    private Problem refused(PublishRequest request) {
        return catchThrowableOfType(ProblemException.class, () -> publisher.apply(request))
                .problem();
    }
}
