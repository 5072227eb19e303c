package dev.dpg.system.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Seed;
import dev.dpg.system.soak.SoakOptions.Form;
import dev.dpg.system.soak.report.SoakReport;
import dev.dpg.system.soak.report.SoakText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The short form of {@code ./dpg soak}. */
class SoakIT {
    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void readersThatComeGoStallAndFilterLeaveNothingBehind() throws Exception {
        List<String> progress = new ArrayList<>();
        long seed = Seed.random("SoakIT").nextInt(1_000_000_000);

        SoakReport report =
                new SoakRun(Form.SHORT, seed, progress::add).run(Path.of("..").toRealPath(), resources.directory());

        assertThat(report.verdict().isGood())
                .as("%s%n%s", String.join("\n", progress), SoakText.of(report))
                .isTrue();
        assertThat(report.churn().streams())
                .hasSize(8)
                .allSatisfy((habit, streams) -> assertThat(streams).isPositive());
    }
}
