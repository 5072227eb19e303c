package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.v1.AppliedProduct;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.DraftProductRequest;
import dev.dpg.v1.DraftProductResponse;
import dev.dpg.v1.Field;
import dev.dpg.v1.Frame;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a topic to a product that is read, as a domain goes that way: draft, apply, read. */
@SuppressWarnings("NullAway.Init") // set before all tests
class DraftIT {
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(TestBroker.bootstrapServers(), Map.of()).awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aTopicOfNestedRecordsIsDraftedAppliedAndRead() throws Exception {
        String port = newTopic(3);
        write(port, 50);

        DraftProductResponse draft = draft(port, port);
        PlanProductResponse plan = products()
                .planProduct(PlanProductRequest.newBuilder()
                        .setProduct(draft.getProduct())
                        .addContracts(draft.getContract())
                        .build());
        AppliedProduct applied = products()
                .applyProduct(ApplyProductRequest.newBuilder()
                        .setRequestId("draft-" + port)
                        .setProduct(draft.getProduct())
                        .addContracts(draft.getContract())
                        .build())
                .getProducts(0);

        assertThat(draft.getSampledRecords()).isEqualTo(50);
        assertThat(plan.getApplicable()).as(plan.toString()).isTrue();
        assertThat(plan.getFindingsList()).isEmpty();
        assertThat(applied.getOutcome()).isEqualTo(AppliedProduct.Outcome.OUTCOME_CREATED);
        assertThat(applied.getProduct().getFieldsList())
                .extracting(Field::getPath)
                .containsExactly(
                        "order_id", "customer", "customer.email", "lines", "lines[]", "lines[].sku", "placed_at");
        assertThat(applied.getProduct().getKeyFieldsList()).containsExactly("order_id");
        assertThat(read(port)).hasSize(50).allMatch(record -> !record.hasDecodeError());
    }

    @Test
    void nothingOfARecordIsInTheAnswer() throws Exception {
        String port = newTopic(1);
        write(port, 5);

        assertThat(draft(port, port).toString()).doesNotContain("someone-", "SKU-", "2026-01-31");
    }

    @Test
    void aTopicThatIsNotThereIsAnsweredWithTheNearest() {
        String port = newTopic(1);

        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> draft(port, port.replace("draft", "darft")));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getStatus().getDescription()).contains("did you mean \"sales." + port);
    }

    private static String newTopic(int partitions) {
        String port = TestBroker.uniqueName("draft_orders").replace('-', '_');
        TestBroker.createTopic("sales." + port, partitions, Map.of());
        return port;
    }

    private static void write(String port, int records) throws Exception {
        try (Producer<byte[], byte[]> producer = TestBroker.producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                String value = "{\"order_id\":\"A-%d\",\"customer\":{\"email\":\"someone-%d@example.com\"},"
                        + "\"lines\":[{\"sku\":\"SKU-%d\"}],\"placed_at\":\"2026-01-31T13:30:00Z\"}";
                sent.add(producer.send(
                        new ProducerRecord<>("sales." + port, bytes("A-" + i), bytes(value.formatted(i, i, i)))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static DraftProductResponse draft(String port, String topic) {
        return products()
                .draftProduct(DraftProductRequest.newBuilder()
                        .setProduct("sales." + port)
                        .setTopic("sales." + topic)
                        .setSupport("orders@example.com")
                        .setDescription("What was ordered.")
                        .build());
    }

    private static List<Record> read(String port) {
        List<Record> records = new ArrayList<>();
        DataServiceGrpc.newBlockingStub(gateway.channel())
                .read(ReadRequest.newBuilder().setProduct("sales." + port).build())
                .forEachRemaining(frame -> {
                    if (frame.getFrameCase() == Frame.FrameCase.BATCH) {
                        records.addAll(frame.getBatch().getRecordsList());
                    }
                });
        return records;
    }

    private static ProductServiceGrpc.ProductServiceBlockingStub products() {
        return ProductServiceGrpc.newBlockingStub(gateway.channel());
    }
}
