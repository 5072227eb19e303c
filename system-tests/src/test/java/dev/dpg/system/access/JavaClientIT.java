package dev.dpg.system.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.CloseReason;
import dev.dpg.client.DpgClient;
import dev.dpg.client.Position;
import dev.dpg.client.Subscription;
import dev.dpg.client.TokenSource;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.TokenIssuer;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.RevokeGrantRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Java client with tokens that run out, and access that ends. */
@Tag("access")
class JavaClientIT {
    private static final String PRODUCT = "sales.orders_by_client";
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int WRITES = 4;
    private static final int RECORDS_PER_WRITE = 250;

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void tokensRunOutUnnoticedAndAnEndOfAccessIsTold() {
        TokenIssuer issuer = TokenIssuer.start(resources);
        GatewaySetup setup = Mesh.setup(SharedBroker.bootstrapServers(), issuer);
        String address = InProcessGateway.start(setup, Map.of("identity.clock-skew", "0 s"), resources)
                .address();
        Mesh mesh = new Mesh(issuer, List.of(address), resources);
        Connection.to(address, resources).awaitReady();
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(PRODUCT, 1);
        Connection owner = mesh.owner("sales");
        owner.publish(TestProduct.named("orders_by_client").inDomain("sales"));
        var grant = Mesh.approve(owner, Mesh.ask(mesh.application("billing", "billing-team", "finance"), PRODUCT));
        AtomicInteger tokens = new AtomicInteger();
        DpgClient client = resources.add(DpgClient.builder()
                .address(address)
                .credentials(shortLived(issuer, tokens))
                .connect());

        List<Long> offsets = new CopyOnWriteArrayList<>();
        Subscription subscription = resources.add(client.subscribe(PRODUCT)
                .from(Position.EARLIEST)
                .purpose("tests")
                .start(record -> offsets.add(record.offset())));
        try (EventWriter events = EventWriter.plain(SharedBroker.bootstrapServers(), PRODUCT, 1)) {
            for (int write = 1; write <= WRITES; write++) {
                int seen = tokens.get();
                events.write(RECORDS_PER_WRITE);
                await().atMost(TIMEOUT).until(() -> tokens.get() > seen);
            }
        }
        await().atMost(TIMEOUT).until(() -> offsets.size() >= WRITES * RECORDS_PER_WRITE);
        owner.access()
                .revokeGrant(RevokeGrantRequest.newBuilder()
                        .setId(grant.getId())
                        .setReason("no more of it")
                        .build());
        CloseReason end = subscription
                .closed()
                .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join();

        assertThat(offsets)
                .containsExactlyElementsOf(
                        LongStream.range(0, WRITES * RECORDS_PER_WRITE).boxed().toList());
        assertThat(end).isInstanceOfSatisfying(CloseReason.StreamFailed.class, failed -> {
            assertThat(failed.cause().reason()).isEqualTo("GRANT_REVOKED");
            assertThat(failed.cause()).hasMessageContaining("no more of it");
        });
    }

    private static TokenSource shortLived(TokenIssuer issuer, AtomicInteger tokens) {
        return () -> {
            tokens.incrementAndGet();
            return issuer.token(Map.of("sub", "billing"), TOKEN_LIFE);
        };
    }
}
