package dev.dpg.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.cli.dev.DevSettings.Embedded;
import dev.dpg.cli.dev.DevSettings.External;
import dev.dpg.cli.dev.DevSettings.Own;
import dev.dpg.cli.fakes.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevSettingsTest {
    @Test
    void defaultsAreThoseOfTheFirstScreen() {
        assertThat(DevSettings.DIRECTORY_DEFAULT).isEqualTo(".dpg");
        assertThat(DevSettings.PORT_DEFAULT).isEqualTo(7443);
        assertThat(CommandRun.of("dev", "--help").out()).contains("Default: 7443", "Default: 9092", "Default: ./.dpg");
    }

    @Test
    void aPortOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> new DevSettings(Path.of("."), 65_536, new Embedded(0), true, Own.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void theGatewayServesTheDomainsOfTheSamplesFromOneCluster() {
        var settings =
                new DevSettings(Path.of("."), 0, new External("broker.example:9092", Optional.empty()), true, Own.NONE);

        var gateway = DevConfiguration.of(settings, "broker.example:9092");

        assertThat(gateway.domains())
                .extracting(domain -> domain.name())
                .containsExactlyInAnyOrder("aviation", "climate", "seismology");
        assertThat(gateway.clusters()).hasSize(1);
        assertThat(gateway.listen().port()).isZero();
    }

    @Test
    void domainsOfOnesOwnAndARegistryStandBesideTheSamples() {
        var own = new Own(List.of("sales", "aviation"), Optional.of("http://127.0.0.1:8081"));
        var settings = new DevSettings(Path.of("."), 0, new Embedded(0), true, own);

        var gateway = DevConfiguration.of(settings, "127.0.0.1:9092");

        assertThat(gateway.domains())
                .extracting(domain -> domain.name() + " " + domain.title() + " " + domain.topicPrefixes())
                .containsExactlyInAnyOrder(
                        "sales sales [sales.]",
                        "aviation Aviation [aviation.]",
                        "climate Climate [climate.]",
                        "seismology Seismology [seismology.]");
        assertThat(gateway.registries())
                .extracting(registry -> registry.name() + " " + registry.url())
                .containsExactly("main http://127.0.0.1:8081");
    }

    @Test
    void aDomainThatCannotBeNamedSoIsAUsageError() {
        var run = CommandRun.of("dev", "--domain", "sales,Stock");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("[a-z][a-z0-9_]*, not \"Stock\"", "dpg dev --help");
    }

    @Test
    void clientPropertiesWithoutAClusterAreAUsageError() {
        var run = CommandRun.of("dev", "--kafka-properties", "client.properties");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--kafka-properties belongs to --kafka");
    }
}
