package dev.dpg.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.context.LoginFile;
import dev.dpg.cli.context.LoginFile.Login;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.StubIssuer;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that say who calls, and gateways that want to know it. */
class WhoCallsTest {
    @TempDir
    private Path home;

    private final FakeGateway gateway = FakeGateway.start();

    WhoCallsTest() {
        gateway.catalog().add(FakeCatalog.product("aviation.flights.v1", "Flights"));
        gateway.demand("good");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whoDoesNotSayIsDeniedAndToldToLogIn() {
        CommandRun run = run(Map.of(), "products", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).isEqualTo("""
                        dpg: this gateway asks who calls; send a token
                        Try:  dpg login
                              dpg products --token-file FILE
                        """);
    }

    @Test
    void aTokenInAFileIsSentAndWinsOverTheEnvironment() throws Exception {
        Path file = Files.writeString(home.resolve("token"), "good\n");

        assertThat(run(Map.of("DPG_TOKEN", "bad"), "products", "-a", gateway.address(), "--token-file", file.toString())
                        .out())
                .contains("aviation.flights.v1");
        assertThat(run(Map.of("DPG_TOKEN_FILE", file.toString()), "products", "-a", gateway.address())
                        .exitCode())
                .isZero();
        assertThat(run(Map.of("DPG_TOKEN", "good"), "show", "aviation.flights", "-a", gateway.address())
                        .exitCode())
                .isZero();
        assertThat(gateway.tokens()).containsOnly("good");
    }

    @Test
    void aTokenFileThatCannotBeReadIsNamed() {
        CommandRun run = run(Map.of(), "products", "-a", gateway.address(), "--token-file", "no-such-file");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("the token file no-such-file cannot be read");
    }

    @Test
    void theLoginOfTheContextIsSentToItsGatewayAndToNoOther() throws Exception {
        try (var other = FakeGateway.start()) {
            run(
                    Map.of(),
                    "ctx",
                    "set",
                    "prod",
                    "--address",
                    gateway.address(),
                    "--issuer",
                    "https://i",
                    "--client-id",
                    "dpg");
            keep("https://i", "good", Optional.empty(), Optional.empty());

            assertThat(run(Map.of(), "products").exitCode()).isZero();
            assertThat(run(Map.of(), "products", "-a", other.address()).exitCode())
                    .isZero();
            assertThat(run(Map.of("DPG_ADDRESS", other.address()), "products").exitCode())
                    .isZero();

            assertThat(gateway.tokens()).containsExactly("good");
            assertThat(other.tokens()).containsExactly("", "");
        }
    }

    @Test
    void aLoginIsRenewedByTheWayWhenTheGatewayDoesNotTakeItAnyMore() throws Exception {
        try (StubIssuer issuer = StubIssuer.start()) {
            issuer.willGive("good", "refresh-2", 300);
            run(
                    Map.of(),
                    "ctx",
                    "set",
                    "prod",
                    "--address",
                    gateway.address(),
                    "--issuer",
                    issuer.url(),
                    "--client-id",
                    "dpg");
            keep(
                    issuer.url(),
                    "old",
                    Optional.of("refresh-1"),
                    Optional.of(Instant.now().plusSeconds(3600)));

            assertThat(run(Map.of(), "products").exitCode()).isZero();

            assertThat(gateway.tokens()).containsExactly("old", "good");
            assertThat(issuer.asked()).hasSize(1);
        }
    }

    @Test
    void aLoginThatTheIssuerEndedLeadsToANewOne() throws Exception {
        try (StubIssuer issuer = StubIssuer.start()) {
            issuer.willRefuse("invalid_grant");
            run(
                    Map.of(),
                    "ctx",
                    "set",
                    "prod",
                    "--address",
                    gateway.address(),
                    "--issuer",
                    issuer.url(),
                    "--client-id",
                    "dpg");
            keep(issuer.url(), "old", Optional.of("refresh-1"), Optional.of(Instant.EPOCH));

            CommandRun run = run(Map.of(), "products");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .contains("the login has ended", "Try:  dpg login")
                    .doesNotContain("refresh-1");
        }
    }

    @Test
    void aGatewayWithTlsIsReachedByItsAuthorityAndExamined() throws Exception {
        X509Bundle root = new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle own = new CertificateBuilder()
                .subject("CN=gateway")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(root);
        String ca = Files.writeString(home.resolve("ca.pem"), root.getCertificatePEM())
                .toString();
        try (var secure = FakeGateway.startWithTls(
                Files.writeString(home.resolve("own.crt"), own.getCertificatePathPEM()),
                Files.writeString(home.resolve("own.key"), own.getPrivateKeyPEM()))) {
            secure.setHealth("readiness", ServingStatus.SERVING);
            secure.demand("good");

            CommandRun unknown = run(Map.of("DPG_TOKEN", "good"), "products", "-a", secure.address(), "--tls");
            assertThat(unknown.exitCode()).isEqualTo(5);
            assertThat(unknown.err())
                    .contains("not of an authority that is trusted here", "dpg doctor -a " + secure.address());
            assertThat(run(Map.of("DPG_TOKEN", "good", "DPG_CA", ca), "products", "-a", secure.address())
                            .exitCode())
                    .isZero();
            assertThat(run(Map.of("DPG_TOKEN", "good"), "doctor", "-a", secure.address(), "--ca", ca)
                            .out())
                    .contains("HTTP/2, certificate valid until 20", "✓ caller", "accepted");
            CommandRun refused = run(Map.of(), "doctor", "-a", secure.address(), "--ca", ca);
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.out()).contains("✗ caller", "refused: UNAUTHENTICATED");
        }
    }

    @Test
    void whatDoesNotGoTogetherIsAUsageError() {
        assertThat(run(Map.of(), "products", "-a", gateway.address(), "--no-tls", "--ca", "ca.pem")
                        .err())
                .contains("of no use without TLS");
        assertThat(run(Map.of(), "products", "-a", gateway.address(), "--cert", "me.crt")
                        .err())
                .contains("come together");
        CommandRun inTheClear = run(Map.of("DPG_TOKEN", "good"), "products", "-a", "gateway.example:1", "--no-tls");
        assertThat(inTheClear.exitCode()).isEqualTo(2);
        assertThat(inTheClear.err()).contains("in the clear to gateway.example:1");
    }

    private void keep(String issuer, String token, Optional<String> refresh, Optional<Instant> end) {
        new LoginFile(new Surroundings(Map.of(), home), "prod").write(new Login(issuer, "dpg", token, refresh, end));
    }

    private CommandRun run(Map<String, String> environment, String... arguments) {
        return CommandRun.in(new Surroundings(environment, home), arguments);
    }
}
