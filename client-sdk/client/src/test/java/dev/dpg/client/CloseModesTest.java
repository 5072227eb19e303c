package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.ScriptedGateway;
import dev.dpg.v1.Start;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseModesTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final DpgClient client =
            DpgClient.builder().channel(gateway.channel()).connect();
    private final Handled handled = new Handled();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);

    @AfterEach
    void close() {
        mayReturn.countDown();
        client.close();
        gateway.close();
    }

    @Test
    void finishHandlesAllThatWasReceived() throws Exception {
        var subscription = start();
        var closing = CompletableFuture.runAsync(() -> subscription.close(CloseMode.FINISH));
        await().until(() -> gateway.lastStream().isCancelled());
        assertThat(closing).isNotDone();
        mayReturn.countDown();
        closing.get(20, TimeUnit.SECONDS);

        assertThat(handled.records()).containsExactly("0:0", "0:1", "0:2");
        assertThat(subscription.position().toStart()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 3)));
        assertThat(subscription.closed()).isCompletedWithValue(new CloseReason.ByCaller(CloseMode.FINISH));
    }

    @Test
    void releaseFinishesOnlyTheRecordInHand() throws Exception {
        var subscription = start();
        var closing = CompletableFuture.runAsync(subscription::close);
        await().until(() -> gateway.lastStream().isCancelled());
        assertThat(closing).isNotDone();
        mayReturn.countDown();
        closing.get(20, TimeUnit.SECONDS);

        assertThat(handled.records()).containsExactly("0:0");
        assertThat(subscription.position().toStart()).isEqualTo(withinFirstBatch(0));
        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
    }

    @Test
    void abortInterruptsTheHandlerAndCountsItsRecordAsNotHandled() throws Exception {
        var interrupted = new CountDownLatch(1);
        var subscription = client.subscribe("sales.orders").start(record -> {
            try {
                begun.countDown();
                mayReturn.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        deliver();
        subscription.close(CloseMode.ABORT);

        assertThat(subscription.closed()).isDone();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(subscription.position().token()).isEqualTo("p1.a");
    }

    @Test
    void aQuickerModeMayFollow() throws Exception {
        var subscription = start();
        var finishing = CompletableFuture.runAsync(() -> subscription.close(CloseMode.FINISH));
        await().until(() -> gateway.lastStream().isCancelled());
        subscription.close(CloseMode.ABORT);

        finishing.get(20, TimeUnit.SECONDS);
        assertThat(handled.records()).isEmpty();
    }

    @Test
    void closingFromTheHandlerDoesNotWaitForItself() throws Exception {
        var self = new CompletableFuture<Subscription>();
        var subscription = client.subscribe("sales.orders").start(record -> {
            self.get().close(CloseMode.RELEASE);
            handled.handle(record);
        });
        self.complete(subscription);
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 0, 1));

        subscription.closed().get(20, TimeUnit.SECONDS);
        assertThat(handled.records()).startsWith("0:0");
    }

    @Test
    void closingTheClientFromTheHandlerDoesNotWaitForItself() throws Exception {
        var subscription = client.subscribe("sales.orders").start(record -> client.close());
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 0));

        assertThat(subscription.closed().get(20, TimeUnit.SECONDS))
                .isEqualTo(new CloseReason.ByCaller(CloseMode.RELEASE));
    }

    @Test
    void aFailureWhileFinishingIsTheReasonThatIsTold() throws Exception {
        var subscription = client.subscribe("sales.orders").start(record -> {
            begun.countDown();
            mayReturn.await();
            throw new IllegalStateException("no");
        });
        deliver();
        var closing = CompletableFuture.runAsync(() -> subscription.close(CloseMode.FINISH));
        await().until(() -> gateway.lastStream().isCancelled());
        mayReturn.countDown();
        closing.get(20, TimeUnit.SECONDS);

        assertThat(subscription.closed().get()).isInstanceOf(CloseReason.HandlerFailed.class);
        assertThat(subscription.position().token()).isEqualTo("p1.a");
    }

    @Test
    void aClosedClientOpensNothing() {
        client.close();

        assertThatThrownBy(() -> client.subscribe("sales.orders").start(handled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void waitingForLiveEndsWithTheSubscription() throws Exception {
        var subscription = client.subscribe("sales.orders").start(handled);
        subscription.close();

        assertThatThrownBy(() -> subscription.awaitLive(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        DpgException.class, e -> assertThat(e.code()).isEqualTo(DpgException.Code.CANCELLED));
    }

    /** A subscription whose handler is in the first of three records in two batches. */
    private Subscription start() throws InterruptedException {
        var subscription = client.subscribe("sales.orders").start(record -> {
            begun.countDown();
            mayReturn.await();
            handled.handle(record);
        });
        deliver();
        return subscription;
    }

    private void deliver() throws InterruptedException {
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 0, 1), Frames.batch(0, 2));
        begun.await();
    }

    private static Start withinFirstBatch(long lastHandled) {
        var start = Start.newBuilder().setResumeToken("p1.a");
        start.addHandledBuilder().setCursor(Frames.cursor(0, 2)).setLastHandledOffset(lastHandled);
        return start.build();
    }
}
