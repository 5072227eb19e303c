package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.UnknownFieldSet;
import dev.dpg.gateway.app.CallingClient.Live;
import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.telemetry.OtlpReceiver;
import dev.dpg.v1.AdminServiceGrpc;
import dev.dpg.v1.CloseSessionRequest;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of a whole gateway in front of a real broker, as Prometheus and a collector get them. */
@SuppressWarnings("NullAway.Init") // set before each test
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int VALUE_BYTES = 20;

    /** What all records say that they come from. */
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final CloseStack open = new CloseStack();
    private final OtlpReceiver receiver = open.add(new OtlpReceiver());
    private final String port = TestBroker.uniqueName("metrics").replace('-', '_');
    private final String product = "sales." + port + ".v1";
    private RunningGateway gateway;
    private CallingClient client;

    @BeforeEach
    void publish() {
        TestBroker.createTopic("sales." + port, 1, Map.of());
        gateway = open.add(RunningGateway.start(
                        TestBroker.bootstrapServers(),
                        Map.of("otlp.endpoint", receiver.endpoint(), "otlp.interval", "200ms")))
                .awaitReady();
        gateway.applyOrders(port);
        client = new CallingClient(gateway.channel());
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void whatWasReadIsCountedExactly() {
        write(0, 50);
        for (int i = 0; i < 3; i++) {
            assertThat(CallingClient.records(client.readAll("dpg.v1.DataService", "sales." + port)))
                    .hasSize(50);
        }
        Live live = client.follow("sales." + port, "somebody", "order_id");
        await().atMost(PATIENCE).until(() -> value("dpg_streams_open{" + label() + ",state=\"live\"}") == 1);
        write(50, 30);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page())
                        .containsEntry("dpg_records_delivered_total{" + label() + ",source=\"history\"}", 200.0)
                        .containsEntry("dpg_records_delivered_total{" + label() + ",source=\"tail\"}", 30.0)
                        .containsEntry("dpg_records_scanned_total{" + label() + "}", 230.0)
                        .containsEntry("dpg_records_filtered_total{" + label() + "}", 0.0)
                        .containsEntry("dpg_lag_records{" + label() + "}", 0.0)
                        .containsEntry("dpg_tail_merges_total{" + label() + "}", 1.0)
                        .containsEntry("dpg_streams_opened_total{" + label() + "}", 4.0)
                        .containsEntry("dpg_streams_ended_total{" + label() + ",reason=\"UNTIL\"}", 3.0)
                        // What several streams got from the tail was fetched once.
                        .containsEntry("dpg_kafka_records_total{cluster=\"main\",reader=\"tail\"}", 30.0)
                        .containsEntry(
                                "dpg_kafka_fetched_bytes_total{cluster=\"main\",reader=\"tail\"}", 30.0 * VALUE_BYTES)
                        .containsEntry("dpg_partitions_followed", 1.0)
                        .containsEntry("dpg_cluster_up{cluster=\"main\"}", 1.0)
                        .containsEntry(
                                "dpg_calls_total{service=\"dpg.v1.DataService\",method=\"Read\",code=\"OK\"}", 3.0));
        assertThat(value("dpg_delivered_bytes_total{" + label() + "}")).isGreaterThan(230.0 * VALUE_BYTES);
        assertThat(value("dpg_catalogue_lines{state=\"active\"}")).isPositive();
        assertThat(value("dpg_connections_open")).isEqualTo(1);
        assertThat(value("dpg_budget_limit_bytes{budget=\"rings\"}")).isPositive();

        close(live);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page())
                        .containsEntry("dpg_streams_ended_total{" + label() + ",reason=\"CLOSED\"}", 1.0)
                        .containsEntry("dpg_streams_open{" + label() + ",state=\"live\"}", 0.0)
                        .containsEntry("dpg_records_scanned_total{" + label() + "}", 230.0));
    }

    @Test
    void aCollectorGetsTheSameFigures() {
        write(0, 50);
        client.readAll("dpg.v1.DataService", "sales." + port);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(receiver.values("dpg.records.delivered"))
                    .containsEntry("product=" + product + ",source=history", 50.0)
                    .containsEntry("product=" + product + ",source=tail", 0.0);
            assertThat(receiver.values("dpg.streams.ended")).containsEntry("product=" + product + ",reason=UNTIL", 1.0);
        });
    }

    @Test
    void aStreamIsASpanBelowThatOfItsCaller() {
        write(0, 5);
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Iterator<Frame> frames = DataServiceGrpc.newBlockingStub(gateway.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .read(ReadRequest.newBuilder()
                        .setProduct("sales." + port)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .build());
        frames.forEachRemaining(frame -> {});

        await().atMost(PATIENCE).until(() -> receiver.spans().size() == 1);
        UnknownFieldSet span = receiver.spans().get(0);
        assertThat(OtlpReceiver.hex(span, 1)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(OtlpReceiver.hex(span, 4)).isEqualTo("b7ad6b7169203331");
        assertThat(OtlpReceiver.labels(span, 9))
                .isEqualTo("dpg.encoding=JSON,dpg.product=" + product
                        + ",dpg.reason=UNTIL,dpg.records.delivered=5,dpg.records.scanned=5");
        assertThat(OtlpReceiver.messages(span, 13).map(link -> OtlpReceiver.hex(link, 1)))
                .containsExactly("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void whoIsRefusedIsCountedByReason() {
        CallingClient.refusal(() -> client.readAll("dpg.v1.DataService", "sales.nothing"));
        CallingClient.refusal(() -> client.readAll("dpg.v1.DataService", "sales.nobody_has_this"));

        assertThat(value("dpg_streams_refused_total{reason=\"PRODUCT_NOT_FOUND\"}"))
                .isEqualTo(2);
        assertThat(page().keySet()).noneMatch(series -> series.contains("nobody_has_this"));
    }

    private String label() {
        return "product=\"" + product + "\"";
    }

    private double value(String series) {
        return page().getOrDefault(series, 0.0);
    }

    /** Every series of the page with its value. */
    private Map<String, Double> page() {
        Map<String, Double> series = new HashMap<>();
        get().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
        return series;
    }

    private String get() {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(gateway.gateway().metricsAddress()))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no page of metrics", e);
        }
    }

    private void close(Live live) {
        var unused = AdminServiceGrpc.newBlockingStub(gateway.channel())
                .closeSession(CloseSessionRequest.newBuilder()
                        .setSessionId(live.opened().getSessionId())
                        .build());
    }

    private void write(int from, int records) {
        try (Producer<byte[], byte[]> producer = TestBroker.producer()) {
            for (int i = from; i < from + records; i++) {
                byte[] value = "{\"order_id\":\"%05d\"}".formatted(i).getBytes(StandardCharsets.UTF_8);
                assertThat(value).hasSize(VALUE_BYTES);
                var record = new ProducerRecord<byte[], byte[]>("sales." + port, 0, null, value);
                record.headers().add("traceparent", TRACE.getBytes(StandardCharsets.US_ASCII));
                var unused = producer.send(record);
            }
        }
    }
}
