package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.client.internal.connect.Encryption;
import dev.dpg.client.internal.connect.Encryption.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSecurityTest {
    @TempDir
    private Path home;

    @Test
    void withoutAnythingEncryptionGoesByTheAddressAndNobodySaysWhoTheyAre() {
        ClientSecurity found = find(Map.of());

        assertThat(found.encryption()).isEqualTo(Encryption.BY_ADDRESS);
        assertThat(found.encryption().isClear(List.of("127.0.0.1:1"))).isTrue();
        assertThat(found.encryption().isClear(List.of("gateway.example:1"))).isFalse();
        assertThat(found.credentials()).isEmpty();
    }

    @Test
    void theEnvironmentNamesFilesAndThatMeansTls() {
        Encryption found = find(Map.of("DPG_CA", "/ca.pem", "DPG_CERT", "/me.crt", "DPG_KEY", "/me.key"))
                .encryption();

        assertThat(found.mode()).isEqualTo(Mode.TLS);
        assertThat(found.files().authorities()).contains(Path.of("/ca.pem"));
        assertThat(found.files().own().orElseThrow().key()).isEqualTo(Path.of("/me.key"));
        assertThat(find(Map.of("DPG_TLS", "TRUE")).encryption().mode()).isEqualTo(Mode.TLS);
        assertThat(find(Map.of("DPG_TLS", "false")).encryption().mode()).isEqualTo(Mode.CLEAR);
    }

    @Test
    void theFileCountsAfterTheEnvironment() throws Exception {
        Path file = home.resolve(".config/dpg/config");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "ca=/from/file.pem\ntoken_file=" + Files.writeString(home.resolve("t"), "of-file"));

        assertThat(find(Map.of()).encryption().files().authorities()).contains(Path.of("/from/file.pem"));
        assertThat(find(Map.of("DPG_CA", "/other.pem")).encryption().files().authorities())
                .contains(Path.of("/other.pem"));
        assertThat(token(find(Map.of()))).isEqualTo("of-file");
        assertThat(token(find(Map.of("DPG_TOKEN", "of-variable")))).isEqualTo("of-variable");
        Path another = Files.writeString(home.resolve("u"), "of-another");
        assertThat(token(find(Map.of("DPG_TOKEN", "of-variable", "DPG_TOKEN_FILE", another.toString()))))
                .isEqualTo("of-another");
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> find(Map.of("DPG_TLS", "yes"))).hasMessageContaining("true or false, not \"yes\"");
        assertThatThrownBy(() -> find(Map.of("DPG_TLS", "false", "DPG_CA", "/ca.pem")))
                .hasMessageContaining("leave out one or the other");
        assertThatThrownBy(() -> find(Map.of("DPG_CERT", "/me.crt"))).hasMessageContaining("come together");
        assertThatThrownBy(() -> DpgClient.builder()
                        .address("127.0.0.1:1,gateway.example:1")
                        .connect())
                .hasMessageContaining("partly of this machine");
    }

    @Test
    void aTokenIsNotSentInTheClearToAnotherMachineUnlessTheCallerSaysSo() {
        var builder =
                DpgClient.builder().address("gateway.example:7443").plaintext().token("very-secret");

        assertThatThrownBy(builder::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in the clear to gateway.example:7443")
                .hasMessageNotContaining("very-secret");
        builder.tokensInTheClear().connect().close();
        DpgClient.builder()
                .address("127.0.0.1:1")
                .token("very-secret")
                .connect()
                .close();
    }

    @Test
    void noTokenIsInAnyText() {
        assertThat(find(Map.of("DPG_TOKEN", "very-secret")).toString()).doesNotContain("very-secret");
    }

    private static String token(ClientSecurity security) throws Exception {
        return security.credentials().orElseThrow().tokens().token();
    }

    private ClientSecurity find(Map<String, String> environment) {
        return ClientSecurity.find(null, null, false, new SettingsLookup(environment, home));
    }
}
