package dev.dpg.system.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.Edge;
import dev.dpg.v1.ExplainAccessRequest;
import dev.dpg.v1.ExplainAccessResponse;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.RevokeGrantRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to the first record, and from a revocation to the last one, on two gateways with two domains. */
@Tag("access")
class AccessIT {
    private static final Logger LOG = LoggerFactory.getLogger(AccessIT.class);
    private static final int REVOCATIONS = Integer.getInteger("dpg.access.revocations", 200);
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void whoHasNoGrantGetsNothingAndWhoIsApprovedReadsAtOnce() {
        Mesh mesh = Mesh.start(2, resources);
        publish(mesh, "sales", "orders_asked");
        publish(mesh, "stock", "levels_asked");
        Connection billing = mesh.application("billing", "billing-team", "finance");
        Connection packing = mesh.application("packing", "warehouse", "stock");
        Connection reports = mesh.application("reports", "analysts", "finance");

        assertThat(refusal(() -> first(billing, "sales.orders_asked")).reason()).isEqualTo("NO_GRANT");
        assertThat(refusal(() -> first(packing, "sales.orders_asked")).code()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(first(packing, "stock.levels_asked").records()).isPositive();
        AccessRequest asked = Mesh.ask(billing, "sales.orders_asked");
        assertThat(asked.getState()).isEqualTo(AccessRequest.State.STATE_REQUESTED);
        assertThat(refusal(() -> first(billing, "sales.orders_asked")).reason()).isEqualTo("NO_GRANT");
        assertThat(refusal(() -> Mesh.approve(mesh.owner("stock"), asked)).reason())
                .isEqualTo("REQUEST_NOT_FOUND");
        assertThat(refusal(() -> Mesh.approve(billing, asked)).reason()).isEqualTo("NO_GRANT");
        assertThat(refusal(() -> Mesh.approve(mesh.person("otto", "platform"), asked))
                        .reason())
                .isEqualTo("NO_GRANT");

        Mesh.approve(mesh.owner("sales"), asked);
        long approved = System.nanoTime();
        RawStream stream = first(onSecond(mesh, "billing", "billing-team", "finance"), "sales.orders_asked");
        Duration waited = Duration.ofNanos(System.nanoTime() - approved);
        LOG.info("from the approval to the first record on another gateway: {} ms", waited.toMillis());

        assertThat(stream.records()).isPositive();
        assertThat(waited).isLessThan(WITHIN);
        assertThat(refusal(() -> first(reports, "sales.orders_asked")).reason()).isEqualTo("NO_GRANT");
        assertThat(Mesh.ask(reports, "stock.levels_asked").getState()).isEqualTo(AccessRequest.State.STATE_APPROVED);
        assertThat(first(reports, "stock.levels_asked").records()).isPositive();
        ExplainAccessResponse explained = billing.access()
                .explainAccess(ExplainAccessRequest.newBuilder()
                        .setProduct("sales.orders_asked")
                        .build());
        assertThat(explained.getBasis()).isEqualTo(ExplainAccessResponse.Basis.BASIS_GRANT);
        assertThat(explained.getGrantId()).isEqualTo(asked.getId());
    }

    /** A writer never pauses; each run is a grant of its own, given, read by and revoked. */
    @Test
    void revocationEndsStreamsUnderLoadWithinASecond() {
        Mesh mesh = Mesh.start(2, resources);
        publish(mesh, "sales", "orders_revoked");
        Connection owner = mesh.owner("sales");
        Connection reader = mesh.application("billing", "billing-team", "finance");
        Connection elsewhere = onSecond(mesh, "billing", "billing-team", "finance");
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        resources.add(writer::shutdownNow);
        writer.execute(() -> keepWriting("sales.orders_revoked", writing));
        resources.add(() -> writing.set(false));

        List<Duration> taken = new ArrayList<>();
        for (int run = 0; run < REVOCATIONS; run++) {
            AccessRequest grant = Mesh.approve(owner, Mesh.ask(reader, "sales.orders_revoked"));
            List<RawStream> streams =
                    List.of(first(reader, "sales.orders_revoked"), first(elsewhere, "sales.orders_revoked"));

            long revoked = System.nanoTime();
            owner.access()
                    .revokeGrant(RevokeGrantRequest.newBuilder()
                            .setId(grant.getId())
                            .setReason("run " + run)
                            .build());
            for (RawStream stream : streams) {
                Refusal end = stream.ended()
                        .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .join();
                taken.add(Duration.ofNanos(System.nanoTime() - revoked));
                assertThat(end.reason()).isEqualTo("GRANT_REVOKED");
                assertThat(end.message()).contains("run " + run);
                assertThat(stream.goAways())
                        .last()
                        .extracting(GoAway::getReason)
                        .isEqualTo(GoAway.Reason.REASON_REVOKED);
                assertThat(stream.ordered()).isTrue();
            }
        }

        Collections.sort(taken);
        Duration p99 = taken.get((int) Math.ceil(taken.size() * 0.99) - 1);
        LOG.info(
                "from the call to revoke to the end of the stream, {} streams: p50 {} ms, p99 {} ms, most {} ms",
                taken.size(),
                taken.get(taken.size() / 2).toMillis(),
                p99.toMillis(),
                taken.get(taken.size() - 1).toMillis());
        assertThat(p99).isLessThan(WITHIN);
    }

    private void keepWriting(String topic, AtomicBoolean writing) {
        try (EventWriter events = EventWriter.plain(SharedBroker.bootstrapServers(), topic, 1)) {
            while (writing.get()) {
                events.write(20);
            }
        }
    }

    private Connection onSecond(Mesh mesh, String name, String team, String domain) {
        return Connection.to(mesh.addresses().get(1), mesh.issuer().application(name, team, domain), resources);
    }

    private void publish(Mesh mesh, String domain, String port) {
        TestProduct product = TestProduct.named(port).inDomain(domain);
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(product.topic(), 1);
        mesh.owner(domain).publish(product);
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(onSecond(mesh, "anybody", "", "").names()).contains(product.name() + ".v1"));
        try (EventWriter events = EventWriter.plain(SharedBroker.bootstrapServers(), product.topic(), 1)) {
            events.write(10);
        }
    }

    /** A stream that has its first record; fails as it is refused. */
    private static RawStream first(Connection reader, String product) {
        RawStream stream = reader.subscribe(SubscribeRequest.newBuilder()
                        .setProduct(product)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .build())
                .flow();
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> stream.records() > 0 || stream.ended().isDone());
        if (stream.ended().isDone()) {
            throw new Refused(stream.ended().join());
        }
        return stream;
    }

    private static Refusal refusal(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        return thrown instanceof Refused refused
                ? refused.refusal
                : Refusal.of(catchThrowableOfType(StatusRuntimeException.class, () -> {
                    throw thrown;
                }));
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.toString());
            this.refusal = refusal;
        }
    }
}
