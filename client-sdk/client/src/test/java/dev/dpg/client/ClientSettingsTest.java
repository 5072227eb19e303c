package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    @TempDir
    private Path home;

    @Test
    void withoutAnythingItIsThisMachine() {
        assertThat(find(null, null, Map.of())).isEqualTo(ClientSettings.of("127.0.0.1:7443", "dpg-java"));
    }

    @Test
    void theFileCountsBeforeTheDefaultsAndTheEnvironmentBeforeTheFile() throws IOException {
        Path file = home.resolve(".config/dpg/config");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "address = gateway.example:9000\nclient_id=alerts\nother=x\n");

        assertThat(find(null, null, Map.of())).isEqualTo(ClientSettings.of("gateway.example:9000", "alerts"));
        assertThat(find(null, null, Map.of("DPG_ADDRESS", "other.example", "DPG_CLIENT_ID", " ")))
                .isEqualTo(ClientSettings.of("other.example:7443", "alerts"));
    }

    @Test
    void whatTheCallerSaysCountsBeforeAll() {
        assertThat(find("here:1", "me", Map.of("DPG_ADDRESS", "not an address")))
                .isEqualTo(ClientSettings.of("here:1", "me"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://gateway:7443",
                "gateway:",
                "gateway:port",
                "a b:1",
                "::1",
                "a:1,",
                "a:1,,b:2",
                "a:70000"
            })
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> ClientSettings.of(address, "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host:port");
    }

    @Test
    void takesAnAddressOfVersionSix() {
        assertThat(ClientSettings.of("[::1]", "id").addresses()).containsExactly("[::1]:7443");
    }

    @Test
    void takesSeveralAddresses() {
        assertThat(find(null, null, Map.of("DPG_ADDRESS", "one.example, two.example:1,one.example"))
                        .addresses())
                .containsExactly("one.example:7443", "two.example:1");
    }

    private ClientSettings find(@Nullable String address, @Nullable String clientId, Map<String, String> environment) {
        return ClientSettings.find(address, clientId, new SettingsLookup(environment, home));
    }
}
