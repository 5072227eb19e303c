package dev.dpg.system.soak.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.system.soak.load.ChurnCounts;
import dev.dpg.system.soak.measure.AtRest;
import dev.dpg.system.soak.measure.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A soak that finds nothing left behind, whatever is left behind, would be none. */
class SoakVerdictTest {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long STREAMS = 5_000;
    private static final String STREAM_CLASS = "dev.dpg.gateway.delivery.DeliveryStream";
    private static final ChurnCounts SOUND = new ChurnCounts(Map.of("TAIL", STREAMS), 1_000_000, 50, 0, List.of());
    private static final AtRest BEFORE = rest(30 * MEBIBYTE, 8 * MEBIBYTE, 12 * MEBIBYTE, 60, 150, 0, 0, 40);

    @Test
    void whatIsAsItWasPasses() {
        SoakReport report = report(BEFORE, SOUND);

        assertThat(report.verdict().isGood()).isTrue();
        assertThat(SoakText.of(report)).endsWith("0 classes grown, 0 faults: passed\n");
        assertThat(SoakJson.of(report)).contains("\"passed\" : true", "\"streams\" : 12");
    }

    @Test
    void lessThanBeforePasses() {
        assertThat(report(rest(20 * MEBIBYTE, 0, 0, 50, 140, 0, 0, 0), SOUND)
                        .verdict()
                        .isGood())
                .isTrue();
    }

    @Test
    void moreOfAnyKindThanTolerated() {
        List.of(
                        rest(31 * MEBIBYTE + 1, 8 * MEBIBYTE, 12 * MEBIBYTE, 60, 150, 0, 0, 40),
                        rest(30 * MEBIBYTE, 12 * MEBIBYTE + 1, 12 * MEBIBYTE, 60, 150, 0, 0, 40),
                        rest(30 * MEBIBYTE, 8 * MEBIBYTE, 18 * MEBIBYTE + 1, 60, 150, 0, 0, 40),
                        rest(30 * MEBIBYTE, 8 * MEBIBYTE, 12 * MEBIBYTE, 63, 150, 0, 0, 40),
                        rest(30 * MEBIBYTE, 8 * MEBIBYTE, 12 * MEBIBYTE, 60, 155, 0, 0, 40),
                        rest(30 * MEBIBYTE, 8 * MEBIBYTE, 12 * MEBIBYTE, 60, 150, 1, 0, 40),
                        rest(30 * MEBIBYTE, 8 * MEBIBYTE, 12 * MEBIBYTE, 60, 150, 0, 1, 40))
                .forEach(after -> {
                    SoakReport report = report(after, SOUND);
                    assertThat(report.verdict().isGood()).as("%s", after).isFalse();
                    assertThat(SoakText.of(report))
                            .contains("TOO MANY")
                            .endsWith("1 of 7 figures TOO MANY, 0 classes grown, 0 faults: FAILED\n");
                });
    }

    @Test
    void anObjectOfEveryTenthStreamIsFoundHoweverSmall() {
        AtRest after = rest(30 * MEBIBYTE, 8 * MEBIBYTE, 12 * MEBIBYTE, 60, 150, 0, 0, 40 + STREAMS / 10 + 1);
        SoakReport report = report(after, SOUND);

        assertThat(report.verdict().isGood()).isFalse();
        assertThat(SoakText.of(report)).contains("MORE   " + STREAM_CLASS + " +501");
    }

    @Test
    void aClassThatWasNotThereBeforeIsFound() {
        AtRest after = new AtRest(30 * MEBIBYTE, 0, 0, 60, 150, 0, 0, Map.of("io.grpc.internal.Leaked", 600L));

        assertThat(report(after, SOUND).verdict().grown()).containsExactly("io.grpc.internal.Leaked +600");
    }

    @Test
    void aWrongRecordFailsAlsoWhileWarmingUp() {
        ChurnCounts wrong = new ChurnCounts(Map.of("TAIL", STREAMS), 1_000_000, 0, 3, List.of("TAIL: left out 1"));
        SoakReport warmUp = new SoakReport(Map.of(), Duration.ofMinutes(1), 1, BEFORE, BEFORE, wrong, SOUND, List.of());

        assertThat(SoakText.of(report(BEFORE, wrong)))
                .contains("WRONG  TAIL: left out 1", "WRONG  2 more like these")
                .endsWith("FAILED\n");
        assertThat(warmUp.verdict().isGood()).isFalse();
    }

    @Test
    void whereMoreThanOneStreamInAHundredIsInterruptedNothingIsShown() {
        ChurnCounts interrupted = new ChurnCounts(Map.of("TAIL", STREAMS), 1_000_000, 51, 0, List.of());

        assertThat(report(BEFORE, interrupted).verdict().faults()).hasSize(1);
    }

    @Test
    void whereNobodyReadNothingIsShown() {
        assertThat(report(BEFORE, new ChurnCounts(Map.of(), 0, 0, 0, List.of()))
                        .verdict()
                        .faults())
                .containsExactly("nobody read anything");
    }

    private static AtRest rest(
            long heap, long network, long direct, long threads, long files, long open, long connections, long objects) {
        return new AtRest(heap, network, direct, threads, files, open, connections, Map.of(STREAM_CLASS, objects));
    }

    private static SoakReport report(AtRest after, ChurnCounts churn) {
        List<Sample> samples = List.of(new Sample(4, 1, 2, 3, 4, 60, 150, 12, 100));
        return new SoakReport(Map.of("java", "17"), Duration.ofMinutes(1), 1, BEFORE, after, SOUND, churn, samples);
    }
}
