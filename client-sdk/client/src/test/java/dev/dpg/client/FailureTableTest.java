package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.ManualTimers;
import dev.dpg.client.fakes.ScriptedGateway;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.v1.PositionErrorDetail;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of the API's table of errors, as a subscriber meets them. */
@Timeout(60)
class FailureTableTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final DpgClient client = DpgClient.builder()
            .channel(gateway.channel())
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), 3))
            .connect();
    private final Handled handled = new Handled();

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, BAD_TOKEN",
        "UNAUTHENTICATED, NO_CREDENTIALS",
        "PERMISSION_DENIED, NO_GRANT",
        "NOT_FOUND, PRODUCT_NOT_FOUND",
        "OUT_OF_RANGE, POSITION_EXPIRED",
        "FAILED_PRECONDITION, TOPIC_RECREATED",
        "ALREADY_EXISTS, VERSION_EXISTS",
    })
    void aRefusalClosesTheSubscriptionAtOnce(Status.Code code, String reason) throws Exception {
        var subscription = client.subscribe("sales.orders").start(handled);
        gateway.nextStream().fail(Frames.refusal(code, reason));

        assertThat(subscription.closed().get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(CloseReason.StreamFailed.class, failed -> {
                    assertThat(failed.cause().code().name()).isEqualTo(code.name());
                    assertThat(failed.cause().reason()).isEqualTo(reason);
                    assertThat(failed.cause()).hasMessageContaining("what to do");
                    assertThat(failed.cause().metadata()).containsEntry("product", "sales.orders");
                });
        assertThatThrownBy(() -> subscription.awaitLive(Duration.ofSeconds(1)))
                .isInstanceOf(DpgException.class)
                .hasMessageContaining(reason);
        assertThat(gateway.hasStream()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, CLUSTER_DOWN", "UNAVAILABLE, NOT_READY", "RESOURCE_EXHAUSTED, OVERLOADED"})
    void aGatewayThatCannotNowIsTriedUntilItCan(Status.Code code, String reason) throws Exception {
        client.subscribe("sales.orders").start(handled);
        for (int tries = 0; tries < 10; tries++) {
            gateway.nextStream().fail(Frames.refusal(code, reason));
        }
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 1));

        handled.awaitExactly("0:1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"CANCELLED", "DEADLINE_EXCEEDED", "UNAVAILABLE"})
    void aConnectionThatBreaksIsTriedUntilItHolds(Status.Code code) throws Exception {
        client.subscribe("sales.orders").start(handled);
        for (int tries = 0; tries < 10; tries++) {
            gateway.nextStream().fail(code.toStatus().asException());
        }
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 1));

        handled.awaitExactly("0:1");
    }

    @ParameterizedTest
    @CsvSource({"INTERNAL, 3", "UNKNOWN, 3", "RESOURCE_EXHAUSTED, 3", "ABORTED, 2"})
    void aBugIsTriedAFewTimesAndThenTold(Status.Code code, int tries) throws Exception {
        var subscription = client.subscribe("sales.orders").start(handled);
        for (int failed = 0; failed < tries; failed++) {
            assertThat(subscription.closed()).isNotDone();
            gateway.nextStream().fail(code.toStatus().asException());
        }

        assertThat(subscription.closed().get(20, TimeUnit.SECONDS)).isInstanceOf(CloseReason.StreamFailed.class);
    }

    @Test
    void anEndingWithOkIsABrokenConnection() throws Exception {
        client.subscribe("sales.orders").start(handled);
        gateway.nextStream().complete();
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 1));

        handled.awaitExactly("0:1");
    }

    @Test
    void saysWhichOffsetsAreGone() throws Exception {
        var detail = PositionErrorDetail.newBuilder().setTotal(1);
        detail.addPartitionsBuilder()
                .setPartition(2)
                .setRequestedOffset(5)
                .setEarliestOffset(10)
                .setEndOffset(20);
        var subscription = client.subscribe("sales.orders").start(handled);
        gateway.nextStream().fail(Frames.refusal(Status.Code.OUT_OF_RANGE, "POSITION_EXPIRED", detail.build()));

        var reason = (CloseReason.StreamFailed) subscription.closed().get(20, TimeUnit.SECONDS);
        assertThat(reason.cause().positionErrors()).containsExactly(new DpgException.PositionError(2, 5, 10, 20));
    }

    @Test
    void givesUpAfterTheCallersPatience() throws Exception {
        var subscription =
                client.subscribe("sales.orders").giveUpAfter(Duration.ZERO).start(handled);
        gateway.nextStream()
                .fail(Status.UNAVAILABLE.withDescription("nobody there").asException());

        var reason = (CloseReason.StreamFailed) subscription.closed().get(20, TimeUnit.SECONDS);
        assertThat(reason.cause().code()).isEqualTo(DpgException.Code.UNAVAILABLE);
        assertThat(reason.cause()).hasMessage("nobody there");
    }

    @Test
    void waitsForAsLongAsTheGatewayAsks() throws Exception {
        var timers = new ManualTimers();
        try (var patient =
                DpgClient.builder().channel(gateway.channel()).timers(timers).connect()) {
            var retries = new LinkedBlockingQueue<Duration>();
            patient.subscribe("sales.orders")
                    .listener(new SubscriptionListener() {
                        @Override
                        public void interrupted(DpgException cause, Duration retryIn) {
                            retries.add(retryIn);
                        }
                    })
                    .start(handled);
            var wait = RetryInfo.newBuilder().setRetryDelay(ProtoTimes.duration(Duration.ofSeconds(7)));
            gateway.nextStream().fail(Frames.refusal(Status.Code.UNAVAILABLE, "NOT_READY", wait.build()));

            Duration retryIn = retries.poll(20, TimeUnit.SECONDS);
            assertThat(retryIn).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7100));
            timers.advance(retryIn.minusNanos(1));
            assertThat(gateway.hasStream()).isFalse();
            timers.advance(Duration.ofNanos(1));
            await().until(gateway::hasStream);
        }
    }
}
