package dev.dpg.client.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelFactoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:7443", "LocalHost:1", "127.0.0.1:7443", "127.9.8.7:1", "[::1]:7443"})
    void thisMachineIsSpokenToInTheClear(String address) {
        assertThat(ChannelFactory.isLoopback(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.example:7443", "127.0.0.1.example:7443", "localhost.example:1", "10.0.0.1:7443"})
    void anyOtherMachineIsNot(String address) {
        assertThat(ChannelFactory.isLoopback(address)).isFalse();
    }

    @Test
    void settingsFitTheGatewaysOwn() {
        assertThat(ChannelFactory.FLOW_CONTROL_WINDOW_BYTES).isEqualTo(8 * 1024 * 1024);
        assertThat(ChannelFactory.KEEP_ALIVE_INTERVAL).isGreaterThan(Duration.ofSeconds(10));
    }
}
