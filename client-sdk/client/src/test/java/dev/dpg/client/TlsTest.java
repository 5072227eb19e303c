package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.client.fakes.Authority;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.LogGateway;
import dev.dpg.client.fakes.NettyGateway;
import dev.dpg.client.fakes.TlsGateway;
import dev.dpg.client.internal.connect.PoolSettings;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways behind real sockets with TLS, and clients that trust them or not, and are known to them or not. */
@Timeout(60)
class TlsTest {
    @TempDir
    private Path directory;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final LogGateway log = new LogGateway(1, 0, 3);

    @SuppressWarnings("NullAway.Init") // made before each test
    private Authority authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = Authority.in(directory, "authority");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void aGatewayOfATrustedAuthorityIsReadFrom() throws Exception {
        TlsGateway gateway = opened(TlsGateway.start(authority.gateway("localhost"), log));
        var handled = new Handled();

        client(gateway, trusting())
                .subscribe("sales.orders")
                .from(Position.EARLIEST)
                .start(handled);

        handled.awaitExactly("0:0", "0:1", "0:2");
        assertThat(gateway.callers()).containsExactly("");
    }

    @Test
    void anotherAuthorityIsNotTrustedAndTheMessageSaysSo() throws Exception {
        TlsGateway gateway = opened(TlsGateway.start(authority.gateway("localhost"), log));
        DpgClient client = client(
                gateway,
                TlsOptions.SYSTEM.withCa(Authority.in(directory, "other").file()));

        assertThatThrownBy(() -> call(client))
                .hasMessageContaining("UNAVAILABLE: no connection to " + gateway.address())
                .hasMessageContaining("not of an authority that is trusted here")
                .hasMessageContaining("DPG_CA");
    }

    @Test
    void theAuthoritiesOfTheJdkDoNotKnowIt() throws Exception {
        TlsGateway gateway = opened(TlsGateway.start(authority.gateway("localhost"), log));

        assertThatThrownBy(() -> call(client(gateway, TlsOptions.SYSTEM)))
                .hasMessageContaining("not of an authority that is trusted here");
    }

    @Test
    void aCertificateForAnotherNameIsNotTakenUnlessThatNameIsMeant() throws Exception {
        TlsGateway gateway = opened(TlsGateway.start(authority.gateway("gateway.example"), log));

        assertThatThrownBy(() -> call(opened(DpgClient.builder()
                        .address("localhost:" + gateway.port())
                        .tls(trusting())
                        .connect())))
                .hasMessageContaining("the gateway's certificate is for another name");
        assertThat(call(client(gateway, trusting().withServerName("gateway.example"))))
                .isEqualTo("p1.3");
    }

    @Test
    void anExpiredCertificateIsCalledThat() throws Exception {
        TlsGateway gateway = opened(TlsGateway.start(authority.expired(), log));

        assertThatThrownBy(() -> call(client(gateway, trusting()))).hasMessageContaining("certificate has expired");
    }

    @Test
    void aClientSaysWhoItIsByItsCertificate() throws Exception {
        TlsGateway gateway = opened(TlsGateway.asking(authority.gateway("localhost"), authority, log));
        Authority.Issued own = authority.client("alerts");

        call(client(gateway, trusting().withCertificate(own.certificates(), own.key())));

        assertThat(gateway.callers()).containsExactly("CN=alerts");
    }

    @Test
    void aGatewayThatAsksForACertificateIsNotReachedWithoutOne() throws Exception {
        TlsGateway gateway = opened(TlsGateway.asking(authority.gateway("localhost"), authority, log));

        assertThatThrownBy(() -> call(client(gateway, trusting())))
                .hasMessageContaining("the gateway asks for a certificate of the client")
                .hasMessageContaining("DPG_CERT");
    }

    @Test
    void aCertificateThatIsRenewedIsShownWithTheNextConnection() throws Exception {
        TlsGateway gateway = opened(TlsGateway.asking(authority.gateway("localhost"), authority, log));
        Authority.Issued first = authority.client("first");
        Authority.Issued second = authority.client("second");
        DpgClient client = opened(DpgClient.builder()
                .address(gateway.address())
                .tls(trusting().withCertificate(first.certificates(), first.key()))
                .pool(new PoolSettings(1, 16, Duration.ofSeconds(1), Duration.ofSeconds(60)))
                .connect());
        client.subscribe("sales.orders")
                .from(Position.EARLIEST)
                .start(new Handled())
                .awaitLive(Duration.ofSeconds(20));

        Files.move(second.certificates(), first.certificates(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
        client.subscribe("sales.orders")
                .from(Position.EARLIEST)
                .start(new Handled())
                .awaitLive(Duration.ofSeconds(20));

        assertThat(gateway.callers()).containsExactly("CN=first", "CN=second");
    }

    @Test
    void whileNewFilesDoNotBelongTogetherTheOldOnesAreShown() throws Exception {
        TlsGateway gateway = opened(TlsGateway.asking(authority.gateway("localhost"), authority, log));
        Authority.Issued own = authority.client("alerts");
        DpgClient client = client(gateway, trusting().withCertificate(own.certificates(), own.key()));
        Files.copy(authority.client("other").key(), own.key(), StandardCopyOption.REPLACE_EXISTING);

        call(client);

        assertThat(gateway.callers()).containsExactly("CN=alerts");
    }

    @Test
    void tokensGoByTls() throws Exception {
        TlsGateway gateway = opened(TlsGateway.start(authority.gateway("localhost"), log));
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        DpgClient client = opened(DpgClient.builder()
                .address(gateway.address())
                .tls(trusting())
                .tokenFile(file)
                .connect());

        call(client);
        Files.writeString(file, "second");
        call(client);
        Files.delete(file);
        call(client);

        assertThat(gateway.tokens()).containsExactly("Bearer first", "Bearer second", "Bearer second");
    }

    @Test
    void aGatewayWithoutTlsIsCalledThat() {
        NettyGateway gateway = opened(NettyGateway.start(log));
        DpgClient client = opened(
                DpgClient.builder().address(gateway.address()).tls(trusting()).connect());

        assertThatThrownBy(() -> call(client)).hasMessageContaining("speaks without TLS there");
    }

    @Test
    void aGatewayWithTlsIsCalledThatToo() throws Exception {
        TlsGateway gateway = opened(TlsGateway.start(authority.gateway("localhost"), log));
        DpgClient client = opened(DpgClient.connect(gateway.address()));

        assertThatThrownBy(() -> call(client)).hasMessageContaining("if the gateway speaks TLS, say tls()");
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreNamed() throws Exception {
        Authority.Issued own = authority.client("alerts");
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() -> connect(TlsOptions.SYSTEM.withCa(missing)))
                .hasMessageContaining("missing.pem cannot be read");
        assertThatThrownBy(() -> connect(TlsOptions.SYSTEM.withCa(own.key()))).hasMessageContaining("certificate");
        assertThatThrownBy(() -> connect(TlsOptions.SYSTEM.withCertificate(own.certificates(), own.certificates())))
                .hasMessageContaining("no private key in PKCS#8");
        assertThatThrownBy(() -> connect(TlsOptions.SYSTEM.withCertificate(
                        own.certificates(), authority.client("other").key())))
                .hasMessageContaining("is not the one of the certificate");
    }

    private DpgClient connect(TlsOptions options) {
        return opened(DpgClient.builder().address("127.0.0.1:1").tls(options).connect());
    }

    private TlsOptions trusting() {
        return TlsOptions.SYSTEM.withCa(authority.file());
    }

    private DpgClient client(TlsGateway gateway, TlsOptions options) {
        return opened(
                DpgClient.builder().address(gateway.address()).tls(options).connect());
    }

    private static String call(DpgClient client) {
        return DataServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .resolvePosition(ResolvePositionRequest.newBuilder()
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                        .build())
                .getResumeToken();
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.addFirst(closeable);
        return closeable;
    }
}
