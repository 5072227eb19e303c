package dev.dpg.system.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.system.bench.stage.MetricsPage.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final Figures FIGURES = new Figures(List.of(
            "dpg_threads 38",
            "dpg_streams_open{product=\"a.b.v1\",state=\"live\"} 3",
            "dpg_streams_open{product=\"a.b.v1\",state=\"behind\"} 2",
            "dpg_streams_opened_total{product=\"a.b.v1\"} 900"));

    @Test
    void aFigureIsSummedOverItsLabelsAndNoOther() {
        assertThat(FIGURES.sum("dpg_threads")).isEqualTo(38);
        assertThat(FIGURES.sum("dpg_streams_open")).isEqualTo(5);
        assertThat(FIGURES.sum("dpg_streams_open", "state=\"live\"")).isEqualTo(3);
        assertThat(FIGURES.sum("dpg_nothing")).isZero();
    }
}
