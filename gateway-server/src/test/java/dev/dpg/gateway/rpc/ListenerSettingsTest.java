package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dpg.gateway.rpc.ListenerSettings.CallLimits;
import dev.dpg.gateway.rpc.ListenerSettings.ConnectionLimits;
import dev.dpg.gateway.rpc.ListenerSettings.KeepAlive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerSettingsTest {
    @Test
    void theDefaultsAreTheDocumentedLimits() {
        assertThat(ListenerSettings.defaults())
                .isEqualTo(new ListenerSettings(
                        "127.0.0.1",
                        7443,
                        new ConnectionLimits(
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(45),
                                Duration.ofHours(6),
                                2_000,
                                Duration.ofSeconds(30),
                                1_048_576,
                                1_000,
                                10_000),
                        new CallLimits(1_000, 262_144, 4_194_304, 8_192, 16_384),
                        new KeepAlive(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10), true)));
    }

    @Test
    void aBadValueIsRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSettings.defaults().withPort(70_000))
                .withMessage("port must be 0 to 65535, is 70000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallLimits(0, 262_144, 4_194_304, 8_192, 16_384))
                .withMessage("concurrent-max must be 1 to 100000, is 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anAddressThatOthersReachIsRefused(String host) {
        var settings = withHost(host);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listener.address(settings, false))
                .withMessageContaining("can be reached from other machines, so not without an identity provider")
                .withMessageContaining("not without TLS")
                .withMessageContaining("127.0.0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listener.address(settings, true))
                .withMessageContaining("can be reached from other machines, so not without TLS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listener.address(encrypted(settings), false))
                .withMessageContaining("so not without an identity provider");
        assertThat(Listener.address(encrypted(settings), true).getPort()).isEqualTo(7443);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void aLoopbackAddressIsTaken(String host) {
        assertThat(Listener.address(withHost(host), false).getAddress().isLoopbackAddress())
                .isTrue();
    }

    private static ListenerSettings encrypted(ListenerSettings settings) {
        var file = Optional.of(Path.of("server.pem"));
        var tls = new ListenerSettings.Tls(file, file, Optional.empty(), "none", Duration.ofSeconds(5));
        return new ListenerSettings(
                settings.host(), settings.port(), settings.connection(), settings.call(), settings.keepAlive(), tls);
    }

    private static ListenerSettings withHost(String host) {
        var defaults = ListenerSettings.defaults();
        return new ListenerSettings(host, 7443, defaults.connection(), defaults.call(), defaults.keepAlive());
    }
}
