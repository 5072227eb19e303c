package dev.dpg.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.registry.RegistrySettings.Login;
import dev.dpg.gateway.registry.RegistrySettings.Store;
import dev.dpg.gateway.registry.RegistrySettings.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that shows a certificate and asks for one. A store with a key is also taken as trust in its certificate. */
@Timeout(60)
class RegistryTlsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    static Path directory = Path.of("");

    private static Store serverStore = new Store(Path.of(""), "");
    private static Store gatewayStore = new Store(Path.of(""), "");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);

    @SuppressWarnings("NullAway.Init") // set before each test
    private ScriptedRegistry server;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        serverStore = newKey("server");
        gatewayStore = newKey("gateway");
    }

    @BeforeEach
    void start() throws IOException {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = TlsContext.of(new Tls(Optional.of(gatewayStore), Optional.of(serverStore)))
                .orElseThrow();
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters strict = getSSLContext().getDefaultSSLParameters();
                strict.setNeedClientAuth(true);
                parameters.setSSLParameters(strict);
            }
        });
        server = new ScriptedRegistry(https).schema(1, "{}");
    }

    @AfterEach
    void stop() {
        server.close();
        threads.shutdownNow();
    }

    @Test
    void bothSidesShowWhoTheyAre() {
        assertThat(ask(new Tls(Optional.of(serverStore), Optional.of(gatewayStore))))
                .isPresent();
    }

    @Test
    void aServerThatIsNotTrustedIsNotTold() {
        refused(new Tls(Optional.empty(), Optional.of(gatewayStore)));
        refused(new Tls(Optional.of(gatewayStore), Optional.of(gatewayStore)));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aServerThatAsksForACertificateRefusesWhoHasNone() {
        refused(new Tls(Optional.of(serverStore), Optional.empty()));
        refused(new Tls(Optional.of(serverStore), Optional.of(serverStore)));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aStoreThatCannotBeReadIsNamedWithoutItsPassword() {
        for (Store store : new Store[] {
            new Store(gatewayStore.file(), "pa55word"), new Store(directory.resolve("none.p12"), "pa55word")
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ask(new Tls(Optional.empty(), Optional.of(store))))
                    .withMessageContaining(store.file().toString())
                    .withMessageNotContaining("pa55word");
        }
    }

    private void refused(Tls tls) {
        assertThat(threads.submit(() -> {
                    try {
                        return String.valueOf(ask(tls));
                    } catch (CompletionException e) {
                        return Objects.requireNonNull((RegistryFailure) e.getCause())
                                .kind()
                                .name();
                    }
                }))
                .succeedsWithin(LONG)
                .isEqualTo("NO_ANSWER");
    }

    private Optional<RegisteredSchema> ask(Tls tls) {
        var settings = new RegistrySettings(
                "main", URI.create("https://127.0.0.1:" + server.port()), new Login.Anonymous(), tls, LONG, LONG);
        var http = new RegistryHttp(settings, threads, ScriptedRegistry.later(threads));
        return new RegistryClient(http).byId(1).toCompletableFuture().join();
    }

    /** A key with a certificate of its own, by the JDK's tool: the JDK has no other way to make one. */
    private static Store newKey(String name) throws IOException, InterruptedException {
        Path file = directory.resolve(name + ".p12");
        String password = "for-tests-only";
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        password)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return new Store(file, password);
    }
}
