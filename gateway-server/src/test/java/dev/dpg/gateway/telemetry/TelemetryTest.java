package dev.dpg.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was counted, as it leaves the process. */
class TelemetryTest {
    private final OtlpReceiver receiver = new OtlpReceiver();
    private final AtomicLong scanned = new AtomicLong(3);

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void thePageShowsWhatSourcesTellAtThatMoment() {
        try (Telemetry telemetry = Telemetry.start(OtlpSettings.defaults(), "here", "1.2.3")) {
            telemetry.add(readings -> readings.tell(Metric.RECORDS_SCANNED, scanned.get(), "sales.orders.v1"));
            telemetry.add(readings -> readings.tell(Metric.LAG_TIME, Duration.ofMillis(1500), "sales.orders.v1"));

            assertThat(telemetry.page()).isEqualTo("""
                    # HELP dpg_records_scanned_total Records looked at for readers, sent or not
                    # TYPE dpg_records_scanned_total counter
                    dpg_records_scanned_total{product="sales.orders.v1"} 3
                    # HELP dpg_lag_time_seconds %s
                    # TYPE dpg_lag_time_seconds gauge
                    dpg_lag_time_seconds{product="sales.orders.v1"} 1.5
                    """.formatted(Metric.LAG_TIME.meaning()));
            scanned.set(4);
            assertThat(telemetry.page()).contains("dpg_records_scanned_total{product=\"sales.orders.v1\"} 4\n");
        }
    }

    @Test
    void labelsAreEscaped() {
        try (Telemetry telemetry = Telemetry.start(OtlpSettings.defaults(), "here", "1.2.3")) {
            telemetry.add(readings -> readings.tell(Metric.GC_RUNS, 1, "a \"b\" \\ c\nd"));

            assertThat(telemetry.page()).contains("dpg_gc_runs_total{collector=\"a \\\"b\\\" \\\\ c\\nd\"} 1\n");
        }
    }

    @Test
    void aSourceThatFailsHidesNoOther() {
        try (Telemetry telemetry = Telemetry.start(OtlpSettings.defaults(), "here", "1.2.3")) {
            telemetry.add(readings -> {
                throw new IllegalStateException("not now");
            });
            telemetry.add(readings -> readings.tell(Metric.THREADS, 7));

            assertThat(telemetry.page()).contains("dpg_threads 7\n");
        }
    }

    @Test
    void agesAreADistribution() {
        try (Telemetry telemetry = Telemetry.start(OtlpSettings.defaults(), "here", "1.2.3")) {
            telemetry.streams().opened(new StreamObserver.Opening("p", "JSON")).ended(ending(500));
            telemetry.streams().opened(new StreamObserver.Opening("p", "JSON")).ended(ending(90_000));

            assertThat(telemetry.page())
                    .contains(
                            "dpg_stream_age_seconds_bucket{reason=\"CLIENT\",le=\"1\"} 1\n",
                            "dpg_stream_age_seconds_bucket{reason=\"CLIENT\",le=\"60\"} 1\n",
                            "dpg_stream_age_seconds_bucket{reason=\"CLIENT\",le=\"300\"} 2\n",
                            "dpg_stream_age_seconds_bucket{reason=\"CLIENT\",le=\"+Inf\"} 2\n",
                            "dpg_stream_age_seconds_sum{reason=\"CLIENT\"} 90.5\n",
                            "dpg_stream_age_seconds_count{reason=\"CLIENT\"} 2\n");
        }
    }

    @Test
    void manyProductsAreAllShown() {
        try (Telemetry telemetry = Telemetry.start(OtlpSettings.defaults(), "here", "1.2.3")) {
            telemetry.add(readings -> {
                for (int i = 0; i < 5_000; i++) {
                    readings.tell(Metric.LAG_RECORDS, i, "sales.p" + i + ".v1");
                }
            });

            assertThat(telemetry.page().lines().filter(line -> line.startsWith("dpg_lag_records{product")))
                    .hasSize(5_000);
        }
    }

    @Test
    void whatIsPushedIsWhatIsShown() {
        var otlp = new OtlpSettings(Optional.of(receiver.endpoint()), Duration.ofMillis(100));
        try (Telemetry telemetry = Telemetry.start(otlp, "here", "1.2.3")) {
            telemetry.add(readings -> readings.tell(Metric.RECORDS_SCANNED, scanned.get(), "sales.orders.v1"));

            awaitScanned(3);
            scanned.set(4);
            awaitScanned(4);
            assertThat(telemetry.page().lines()).allMatch(line -> line.contains("dpg_"));
        }
    }

    @Test
    void aStreamIsASpanBelowItsCallersAndLinkedToItsRecords() {
        var otlp = new OtlpSettings(Optional.of(receiver.endpoint()), Duration.ofSeconds(60));
        String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String origin = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (Telemetry telemetry = Telemetry.start(otlp, "here", "1.2.3")) {
            telemetry
                    .streams()
                    .opened(new StreamObserver.Opening("sales.orders.v1", "JSON", caller))
                    .ended(new StreamObserver.Ending(
                            "CLUSTER_DOWN", true, Duration.ofSeconds(2), 5, 7, List.of(origin, "nonsense")));
            telemetry
                    .streams()
                    .opened(new StreamObserver.Opening("sales.orders.v1", "RAW", "nonsense"))
                    .ended(ending(1));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.spans().size() == 2);
        UnknownFieldSet failed = receiver.spans().get(0);
        assertThat(OtlpReceiver.text(failed, 5)).isEqualTo("dpg.stream");
        assertThat(OtlpReceiver.hex(failed, 1)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(OtlpReceiver.hex(failed, 4)).isEqualTo("b7ad6b7169203331");
        assertThat(OtlpReceiver.labels(failed, 9))
                .isEqualTo("dpg.encoding=JSON,dpg.product=sales.orders.v1,dpg.reason=CLUSTER_DOWN,"
                        + "dpg.records.delivered=5,dpg.records.scanned=7");
        assertThat(OtlpReceiver.messages(failed, 13).map(link -> OtlpReceiver.hex(link, 1)))
                .containsExactly("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(failed.hasField(15)).as("status").isTrue();
        UnknownFieldSet alone = receiver.spans().get(1);
        assertThat(OtlpReceiver.messages(alone, 13)).isEmpty();
        assertThat(alone.getField(4).getLengthDelimitedList()).allMatch(ByteString::isEmpty);
    }

    @Test
    void aCollectorThatIsAwayHurtsNobody() {
        receiver.close();
        var otlp = new OtlpSettings(Optional.of(receiver.endpoint()), Duration.ofMillis(100));
        try (Telemetry telemetry = Telemetry.start(otlp, "here", "1.2.3")) {
            telemetry.add(readings -> readings.tell(Metric.THREADS, 7));

            assertThat(telemetry.page()).contains("dpg_threads 7\n");
        }
    }

    private void awaitScanned(double value) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(receiver.values("dpg.records.scanned"))
                        .containsExactly(Map.entry("product=sales.orders.v1", value)));
    }

    private static StreamObserver.Ending ending(long millis) {
        return new StreamObserver.Ending("CLIENT", false, Duration.ofMillis(millis), 1, 1, List.of());
    }
}
