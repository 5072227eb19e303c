package dev.dpg.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dpg.gateway.registry.RegistrySettings;
import dev.dpg.gateway.registry.RegistrySettings.Login;
import dev.dpg.gateway.registry.RegistrySettings.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryConfigurationTest {
    private static final String SECRET = "pa55word";

    @TempDir
    Path directory = Path.of("");

    @Test
    void aFileNamesSeveral() {
        var settings = load("""
                registries:
                  main: { url: "http://127.0.0.1:8081/" }
                  partner:
                    url: https://schemas.example/apis/ccompat/v7
                    trust-store: trust.p12
                    trust-store-password: first
                    key-store: /keys/gateway.p12
                    key-store-password: second
                    token: abc.def
                    connect-timeout: 1 s
                    request-timeout: 3 s
                """, Map.of());

        assertThat(settings.registries().get(0))
                .isEqualTo(RegistrySettings.of("main", URI.create("http://127.0.0.1:8081/")));
        RegistrySettings partner = settings.registries().get(1);
        assertThat(partner.login()).isEqualTo(new Login.Bearer("abc.def"));
        assertThat(partner.tls().trustStore()).contains(new Store(directory.resolve("trust.p12"), "first"));
        assertThat(partner.tls().keyStore()).contains(new Store(Path.of("/keys/gateway.p12"), "second"));
        assertThat(partner.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(partner.requestTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void secretsComeFromTheEnvironmentToo() {
        var settings = load(
                "registries: { main: { url: 'https://a', user: gateway, trust-store: t, key-store: k } }\n",
                Map.of(
                        "DPG_REGISTRIES_MAIN_PASSWORD", SECRET,
                        "DPG_REGISTRIES_MAIN_TRUST_STORE_PASSWORD", "first",
                        "DPG_REGISTRIES_MAIN_KEY_STORE_PASSWORD", "second"));

        RegistrySettings main = settings.registries().get(0);
        assertThat(settings.registries()).hasSize(1);
        assertThat(main.login()).isEqualTo(new Login.Basic("gateway", SECRET));
        assertThat(main.tls().trustStore()).map(Store::password).contains("first");
        assertThat(main.tls().keyStore()).map(Store::password).contains("second");
    }

    @Test
    void whatCannotBeUsedIsRefusedWithItsPlace() {
        refused("{}", "dpg.yaml:3: registries.main: url is missing");
        refused("{ url: 'ftp://a' }", "registries.main: url must begin with http:// or https://");
        refused("{ url: 'http://a b' }", "registries.main: url is not a URL");
        refused("{ url: 'http://gateway:" + SECRET + "@a' }", "registries.main: url must not hold a user");
        refused("{ url: 'http://a:" + SECRET + "/%' }", "registries.main: url is not a URL");
        refused("{ url: 'http://a', user: gateway }", "registries.main: user and password go together");
        refused(
                "{ url: 'http://a', user: gateway, password: " + SECRET + ", token: b }",
                "registries.main: write token, or user and password");
        refused("{ url: 'http://a', token: 'pa55word pa55word' }", "registries.main: token must be printable");
        refused("{ url: 'http://a', key-store: k }", "registries.main: key-store and key-store-password go together");
        refused("{ url: 'http://a', request-timeout: 2 min }", "registries.main: request-timeout must be");
        refused("{ url: 'http://a', passwrod: " + SECRET + " }", "did you mean \"registries.main.password\"?");
    }

    @Test
    void aNameIsLikeThatOfACluster() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("registries: { Main: { url: 'http://a' } }\n", Map.of()))
                .withMessageContaining("a registry's name is [a-z][a-z0-9_]*, not \"Main\"");
    }

    @Test
    void secretsAreNotShown() {
        var settings = load("""
                registries:
                  one: { url: 'https://a', user: u, password: pa55word }
                  two: { url: 'https://a', token: pa55word, trust-store: t, trust-store-password: pa55word }
                """, Map.of());

        assertThat(settings.registries()).hasSize(2);
        assertThat(settings.toString()).doesNotContain(SECRET);
    }

    private void refused(String registry, String finding) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("registries:\n  # one\n  main: " + registry + "\n", Map.of()))
                .satisfies(refusal ->
                        assertThat(refusal.getMessage()).contains(finding).doesNotContain(SECRET));
    }

    private GatewaySettings load(String yaml, Map<String, String> environment) {
        try {
            Path file = Files.writeString(directory.resolve("dpg.yaml"), yaml);
            return Configuration.load(
                    Optional.of(file),
                    environment,
                    Map.of("clusters.main.bootstrap", "127.0.0.1:9092"),
                    new ProcessMemory(1L << 30, 1L << 30));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
