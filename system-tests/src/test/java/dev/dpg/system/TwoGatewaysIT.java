package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.AppliedProduct.Outcome;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Gateways that publish at the same time decide one after the other, and both know the result. */
class TwoGatewaysIT {
    private static final int ROUNDS = 15;
    private static final String TOPIC = "test.shared";
    private static final Duration KNOWN_EVERYWHERE_WITHIN = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Connection> gateways = new ArrayList<>();

    @BeforeEach
    void startGateways() {
        resources.add(threads::shutdownNow);
        GatewaySetup setup = GatewaySetup.on(SharedBroker.bootstrapServers());
        for (int i = 0; i < 2; i++) {
            String address = InProcessGateway.start(setup, resources).address();
            gateways.add(Connection.to(address, resources));
        }
        gateways.forEach(Connection::awaitReady);
    }

    @Test
    void noWriteOfTwoGatewaysIsLostAndBothListThemAllUsuallyWithinASecond() {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(TOPIC, 1);
        List<String> published = new ArrayList<>();
        List<Duration> waited = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            List<CompletableFuture<Optional<Refusal>>> results = atTheSameTime(
                    TestProduct.named("left_" + number).onTopic(TOPIC),
                    TestProduct.named("right_" + number).onTopic(TOPIC));
            assertThat(results).allSatisfy(result -> assertThat(result.join()).isEmpty());
            published.addAll(List.of("test.left_" + number + ".v1", "test.right_" + number + ".v1"));
            Instant publishedAt = Instant.now();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(gateways)
                            .allSatisfy(gateway -> assertThat(gateway.names()).containsAll(published)));
            waited.add(Duration.between(publishedAt, Instant.now()));
        }
        // The machine may be held up in a round or two; half of them are not.
        assertThat(waited.stream().sorted().toList().get(ROUNDS / 2)).isLessThan(KNOWN_EVERYWHERE_WITHIN);
    }

    @Test
    void ofTwoDifferentDocumentsOfOneVersionExactlyOneIsPublished() {
        String topic = "test.contended";
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(topic, 1);
        TestProduct product = TestProduct.named("contended");
        for (int round = 0; round < ROUNDS; round++) {
            String version = "1." + round + ".0";
            List<Refusal> refused =
                    atTheSameTime(
                                    product.next(version, "Says the left one."),
                                    product.next(version, "Says the right one."))
                            .stream()
                            .map(CompletableFuture::join)
                            .flatMap(Optional::stream)
                            .toList();
            assertThat(refused).extracting(Refusal::reason).containsExactly("VERSION_EXISTS");
        }
    }

    /** The left product by the one gateway, the right one by the other; with how each was refused. */
    private List<CompletableFuture<Optional<Refusal>>> atTheSameTime(TestProduct left, TestProduct right) {
        CyclicBarrier start = new CyclicBarrier(2);
        return Stream.of(0, 1)
                .map(i -> CompletableFuture.supplyAsync(
                        () -> publish(i == 0 ? left : right, gateways.get(i), start), threads))
                .toList();
    }

    private static Optional<Refusal> publish(TestProduct product, Connection gateway, CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException("the other gateway did not come", e);
        }
        StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, () -> {
            var applied = gateway.products().applyProduct(product.request()).getProducts(0);
            assertThat(applied.getOutcome()).isNotEqualTo(Outcome.OUTCOME_UNCHANGED);
        });
        return Optional.ofNullable(thrown).map(Refusal::of);
    }
}
