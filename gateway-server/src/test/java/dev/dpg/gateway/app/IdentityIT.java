package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.fakes.TestIssuer;
import dev.dpg.v1.AdminServiceGrpc;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.ListDomainsRequest;
import dev.dpg.v1.ListDomainsResponse;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.Session;
import dev.dpg.v1.SubscribeRequest;
import dev.dpg.v1.WatchProductsRequest;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole gateway that asks who calls, against a real broker and an issuer on loopback. */
class IdentityIT {
    private static final RSAKey KEY = TestIssuer.rsa("key");

    private final TestIssuer issuer = new TestIssuer().shows(KEY);
    private final CloseStack open = new CloseStack();

    @BeforeAll
    static void startBroker() {
        assertThat(TestBroker.bootstrapServers()).isNotEmpty();
    }

    @AfterEach
    void close() {
        open.close();
        issuer.close();
    }

    @Test
    void aStreamWhoseTokenExpiresEndsWithItsPositionAndWithoutAnError() {
        RunningGateway gateway = start();
        Channel owner = as(gateway, "owner", Instant.now().plusSeconds(300));
        awaitKeys(owner);
        String port = newTopic();
        RunningGateway.applyOrders(owner, port);
        Instant expires = Instant.now().plusSeconds(4);
        var live = new CallingClient.Live();

        DataServiceGrpc.newStub(as(gateway, "billing", expires))
                .subscribe(
                        SubscribeRequest.newBuilder()
                                .setProduct("sales." + port)
                                .setClientId("reader of " + port)
                                .build(),
                        live);
        await().until(() -> sessions(owner, "reader of " + port).equals(List.of("application:billing")));
        live.awaitOver();

        assertThat(Instant.now()).isBetween(expires.minusSeconds(1), expires.plusSeconds(5));
        assertThat(live.goAways()).singleElement().satisfies(last -> {
            assertThat(last.getReason()).isEqualTo(GoAway.Reason.REASON_REAUTH);
            assertThat(last.getResumeToken()).isNotEmpty();
        });
        assertThat(CallingClient.refusal(() -> listDomains(as(gateway, "billing", expires)))
                        .reason())
                .isEqualTo("TOKEN_EXPIRED");
    }

    @Test
    void aWatchWhoseTokenExpiresEndsWithThat() {
        RunningGateway gateway = start();
        Channel billing = as(gateway, "billing", Instant.now().plusSeconds(4));
        awaitKeys(billing);

        var events = CatalogServiceGrpc.newBlockingStub(billing)
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .watchProducts(WatchProductsRequest.getDefaultInstance());
        assertThat(events.hasNext()).isTrue();
        assertThat(CallingClient.refusal(() -> events.forEachRemaining(event -> {}))
                        .reason())
                .isEqualTo("TOKEN_EXPIRED");
    }

    @Test
    void everythingButHealthAsksWhoCalls() {
        RunningGateway gateway = start();

        assertThat(CallingClient.refusal(() -> listDomains(gateway.channel())).reason())
                .isEqualTo("NO_CREDENTIALS");
        assertThat(CallingClient.refusal(() -> DataServiceGrpc.newBlockingStub(gateway.channel())
                                .subscribe(SubscribeRequest.newBuilder()
                                        .setProduct("sales.orders")
                                        .build())
                                .hasNext())
                        .reason())
                .isEqualTo("NO_CREDENTIALS");
        assertThatThrownBy(() -> new CallingClient(gateway.channel()).services())
                .hasStackTraceContaining("UNAUTHENTICATED");
    }

    @Test
    void otherMachinesReachItWithAProviderAndTlsOnly() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Gateway.start(
                        RunningGateway.settings(TestBroker.bootstrapServers(), Map.of("listen.host", "0.0.0.0"))))
                .withMessageContaining("not without an identity provider")
                .withMessageContaining("not without TLS");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Gateway.start(RunningGateway.settings(
                        TestBroker.bootstrapServers(),
                        Map.of(
                                "listen.host",
                                "0.0.0.0",
                                "identity.issuers.test.issuer",
                                issuer.address(),
                                "identity.issuers.test.audience",
                                TestIssuer.AUDIENCE))))
                .withMessageContaining("so not without TLS");
    }

    private RunningGateway start() {
        return open.add(RunningGateway.start(
                        TestBroker.bootstrapServers(),
                        Map.of(
                                "identity.issuers.test.issuer",
                                issuer.address(),
                                "identity.issuers.test.audience",
                                TestIssuer.AUDIENCE,
                                "identity.clock-skew",
                                "0 s",
                                "identity.applications.billing.domain",
                                "sales",
                                "domains.sales.owners",
                                "application:owner",
                                "operators",
                                "application:owner")))
                .awaitReady();
    }

    /** Keys are fetched after the start; until then nobody is judged. */
    private static void awaitKeys(Channel channel) {
        await().ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(() -> listDomains(channel).getDomainsCount() > 0);
    }

    private Channel as(RunningGateway gateway, String application, Instant expires) {
        Instant now = Instant.now();
        String token = TestIssuer.token(
                KEY,
                issuer.claims(application, now.minusSeconds(1))
                        .expirationTime(Date.from(expires))
                        .build());
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return ClientInterceptors.intercept(gateway.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ListDomainsResponse listDomains(Channel channel) {
        return CatalogServiceGrpc.newBlockingStub(channel).listDomains(ListDomainsRequest.getDefaultInstance());
    }

    private static List<String> sessions(Channel channel, String clientId) {
        return AdminServiceGrpc.newBlockingStub(channel)
                .listSessions(
                        ListSessionsRequest.newBuilder().setClientId(clientId).build())
                .getSessionsList()
                .stream()
                .map(Session::getPrincipal)
                .toList();
    }

    private static String newTopic() {
        String port = TestBroker.uniqueName("identity").replace('-', '_');
        TestBroker.createTopic("sales." + port, 1, Map.of());
        return port;
    }
}
