package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.dpg.gateway.fakes.TestAuthority;
import dev.dpg.gateway.identity.IdentityProviders;
import dev.dpg.gateway.identity.IdentitySettings;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.ListDomainsRequest;
import dev.dpg.v1.ListDomainsResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS and certificates of clients at a real listener, as a client meets them. */
@Timeout(60)
class ClientCertificatesTest {
    private static final String BILLING = "spiffe://example.org/billing";

    @TempDir
    Path directory = Path.of("");

    private final TestAuthority authority = new TestAuthority("authority");
    private final TestAuthority foreign = new TestAuthority("foreign authority");
    private final ScheduledExecutorService serial = Executors.newSingleThreadScheduledExecutor();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final HealthEndpoint health = new HealthEndpoint();
    private @Nullable RunningServer running;

    @SuppressWarnings("NullAway.Init") // set by start
    private ServerTls tls;

    @BeforeEach
    void writeFiles() throws IOException {
        TestAuthority.write(authority.server("first"), directory.resolve("server.pem"), directory.resolve("key.pem"));
        TestAuthority.replace(directory.resolve("clients.pem"), authority.own().getCertificatePEM());
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
        serial.shutdownNow();
    }

    @Test
    void theNameInACertificateTellsWhoCalls() {
        start("required");
        assertThat(listDomains(connect(authority.client("CN=x", BILLING)))).isEqualTo(Status.Code.OK);
        assertThat(callers).containsExactly("application:" + BILLING);
    }

    @Test
    void certificatesThatNobodyVouchesForMakeNoConnection() {
        start("required");
        assertThat(listDomains(connect(foreign.client("CN=x", BILLING)))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(listDomains(connect(authority.expired("CN=x", BILLING)))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(listDomains(connect(null))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(callers).isEmpty();
    }

    @Test
    void certificatesThatNameNobodyAreRefused() {
        start("required");
        assertThat(reason(connect(authority.client("CN=x", BILLING, BILLING + "2"))))
                .isEqualTo("BAD_TOKEN_SIGNATURE");
        assertThat(reason(connect(authority.client("CN=x", "spiffe://elsewhere.org/billing"))))
                .isEqualTo("BAD_TOKEN_SIGNATURE");
        assertThat(reason(connect(authority.client("CN=x")))).isEqualTo("BAD_TOKEN_SIGNATURE");
        assertThat(callers).isEmpty();
    }

    @Test
    void whoHasNoCertificateIsToldSoWhereNoneIsRequiredAndProbesNeedNone() {
        start("optional");
        ManagedChannel nobody = connect(null);

        assertThat(reason(nobody)).isEqualTo("NO_CREDENTIALS");
        assertThat(HealthGrpc.newBlockingStub(nobody)
                        .check(HealthCheckRequest.newBuilder()
                                .setService(HealthEndpoint.LIVENESS)
                                .build())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    @Test
    void twoTokensAreOneTooMany() {
        start("optional");
        var headers = new Metadata();
        var key = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
        headers.put(key, "Bearer a.b.c");
        headers.put(key, "Bearer a.b.c");
        Channel twice = ClientInterceptors.intercept(
                connect(authority.client("CN=x", BILLING)), MetadataUtils.newAttachHeadersInterceptor(headers));

        assertThat(reason(twice)).isEqualTo("BAD_TOKEN_SIGNATURE");
        assertThat(callers).isEmpty();
    }

    @Test
    void withoutTlsNoConnectionIsMade() {
        start("optional");
        assertThat(listDomains(running().connect())).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void newFilesAreUsedForNewConnectionsWhileAStreamStaysOpen() throws IOException {
        start("required");
        ManagedChannel before = connect(authority.client("CN=x", BILLING));
        Watch watch = new Watch(before);
        await().until(() -> watch.answers.size() == 1);

        // Another authority for both sides: the old one is not believed any more, nor is it used.
        TestAuthority.replace(directory.resolve("clients.pem"), foreign.own().getCertificatePEM());
        TestAuthority.write(foreign.server("second"), directory.resolve("server.pem"), directory.resolve("key.pem"));
        tls.reload();

        assertThat(listDomains(connect(foreign.client("CN=x", BILLING), foreign)))
                .isEqualTo(Status.Code.OK);
        assertThat(listDomains(connect(authority.client("CN=x", BILLING), foreign)))
                .isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(listDomains(connect(foreign.client("CN=x", BILLING), authority)))
                .isEqualTo(Status.Code.UNAVAILABLE);

        health.update(true, Map.of());
        await().until(() -> watch.answers.size() == 2);
        assertThat(watch.ended).isEmpty();
        assertThat(listDomains(before)).isEqualTo(Status.Code.OK);
    }

    @Test
    void brokenFilesChangeNothingUntilTheyAreWhole() throws IOException {
        start("required");
        Path certificate = directory.resolve("server.pem");
        Path key = directory.resolve("key.pem");
        X509Bundle next = foreign.server("second");
        var client = authority.client("CN=x", BILLING);

        TestAuthority.replace(certificate, "-----BEGIN CERTIFICATE-----\nAAAA");
        tls.reload();
        assertThat(listDomains(connect(client))).isEqualTo(Status.Code.OK);

        Files.delete(certificate);
        tls.reload();
        assertThat(listDomains(connect(client))).isEqualTo(Status.Code.OK);

        TestAuthority.replace(certificate, next.getCertificatePathPEM()); // and the key of the one before
        tls.reload();
        assertThat(listDomains(connect(client))).isEqualTo(Status.Code.OK);

        TestAuthority.replace(key, next.getPrivateKeyPEM());
        tls.reload();
        assertThat(listDomains(connect(client, foreign))).isEqualTo(Status.Code.OK);
    }

    @Test
    void whatCannotBeUsedAtStartIsNamed() throws IOException {
        Path key = directory.resolve("key.pem");
        TestAuthority.replace(key, foreign.server("other").getPrivateKeyPEM());
        refused("listen.tls.key: " + key + " holds another key than that of the certificate");
        TestAuthority.replace(key, "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        refused("openssl pkcs8 -topk8 -nocrypt");
        TestAuthority.replace(directory.resolve("server.pem"), "nothing");
        refused("server.pem holds what is no certificate in PEM");
        Files.delete(directory.resolve("server.pem"));
        refused("server.pem cannot be read; is it there");
    }

    private void refused(String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerTls.of(settings("required")))
                .withMessageContaining(why)
                .withMessageNotContaining("AAAA");
    }

    private ListenerSettings.Tls settings(String clientAuth) {
        return new ListenerSettings.Tls(
                Optional.of(directory.resolve("server.pem")),
                Optional.of(directory.resolve("key.pem")),
                Optional.of(directory.resolve("clients.pem")),
                clientAuth,
                Duration.ofSeconds(5));
    }

    private void start(String clientAuth) {
        tls = ServerTls.of(settings(clientAuth));
        var identity = new IdentitySettings(
                Duration.ZERO, IdentitySettings.KeySets.defaults(), Optional.of("example.org"), List.of(), Map.of());
        var providers = new IdentityProviders(identity, serial, InstantSource.system());
        running = new RunningServer(
                RunningServer.Sockets.NIO,
                ListenerSettings.defaults(),
                100,
                providers,
                Optional.of(tls),
                new EmptyCatalog().bindService(),
                health.service().bindService());
    }

    private RunningServer running() {
        return Objects.requireNonNull(running);
    }

    private ManagedChannel connect(@Nullable X509Bundle client) {
        return connect(client, authority);
    }

    private ManagedChannel connect(@Nullable X509Bundle client, TestAuthority trusted) {
        SslContextBuilder builder =
                GrpcSslContexts.forClient().trustManager(trusted.own().getCertificate());
        if (client != null) {
            builder.keyManager(client.getKeyPair().getPrivate(), client.getCertificatePath());
        }
        try {
            return running().connect(builder.build());
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    private static Status.Code listDomains(ManagedChannel channel) {
        try {
            CatalogServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .listDomains(ListDomainsRequest.getDefaultInstance());
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static String reason(Channel channel) {
        var refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> CatalogServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .listDomains(ListDomainsRequest.getDefaultInstance()));
        assertThat(refused).isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        return Objects.requireNonNull(StatusProto.fromThrowable(refused)).getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(detail -> {
                    try {
                        return detail.unpack(ErrorInfo.class).getReason();
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    /** A call that stays open. */
    private static final class Watch implements StreamObserver<HealthCheckResponse> {
        private final List<HealthCheckResponse> answers = new CopyOnWriteArrayList<>();
        private final List<String> ended = new CopyOnWriteArrayList<>();

        Watch(ManagedChannel channel) {
            HealthGrpc.newStub(channel)
                    .watch(
                            HealthCheckRequest.newBuilder()
                                    .setService(HealthEndpoint.READINESS)
                                    .build(),
                            this);
        }

        @Override
        public void onNext(HealthCheckResponse answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            ended.add(String.valueOf(failure));
        }

        @Override
        public void onCompleted() {
            ended.add("completed");
        }
    }

    private final class EmptyCatalog extends CatalogServiceGrpc.CatalogServiceImplBase {
        @Override
        public void listDomains(ListDomainsRequest request, StreamObserver<ListDomainsResponse> response) {
            callers.add(CallingIdentity.current().principal().id());
            response.onNext(ListDomainsResponse.getDefaultInstance());
            response.onCompleted();
        }
    }
}
