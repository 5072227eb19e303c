package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.ManualTimers;
import dev.dpg.client.fakes.ScriptedGateway;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Silence, on a clock that the test moves. The gateway's heartbeat is 5 s. */
@Timeout(60)
class HeartbeatTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final ManualTimers timers = new ManualTimers();
    private final DpgClient client =
            DpgClient.builder().channel(gateway.channel()).timers(timers).connect();
    private final Handled handled = new Handled();

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void threeMissedHeartbeatsCancelTheCallAndResumeIt() throws Exception {
        var subscription = client.subscribe("sales.orders").start(handled);
        var first = gateway.nextStream();
        first.send(Frames.opened("p1.a"), Frames.batch(0, 1));
        handled.awaitExactly("0:1");

        timers.advance(Duration.ofMillis(14_999));
        assertThat(first.isCancelled()).isFalse();
        timers.advance(Duration.ofMillis(1));

        await().until(first::isCancelled);
        await().until(() -> subscription.state() == SubscriptionState.RECONNECTING);
        timers.advance(Duration.ofMillis(100));
        assertThat(gateway.nextStream().subscribe().getStart()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 2)));
    }

    @Test
    void heartbeatsKeepAStreamAliveWhileAHandlerIsSlow() throws Exception {
        var mayReturn = new Semaphore(0);
        var subscription = client.subscribe("sales.orders").start(record -> {
            mayReturn.acquire();
            handled.handle(record);
        });
        var stream = gateway.nextStream();
        stream.send(Frames.opened("p1.a"), Frames.batch(0, 1));
        for (int beat = 1; beat <= 10; beat++) {
            timers.advance(Duration.ofSeconds(10));
            stream.send(Frames.progress("p1.a", beat));
            int lag = beat;
            await().until(() -> subscription.lag().map(Lag::records).orElse(0L) == lag);
        }

        assertThat(stream.isCancelled()).isFalse();
        mayReturn.release();
        handled.awaitExactly("0:1");
    }

    @Test
    void silenceIsNotHeldAgainstAGatewayThatMayNotSend() throws Exception {
        var mayReturn = new Semaphore(0);
        client.subscribe("sales.orders").start(record -> {
            mayReturn.acquire();
            handled.handle(record);
        });
        var stream = gateway.nextStream();
        stream.send(Frames.opened("p1.a"));
        for (int offset = 0; offset < 8; offset++) {
            stream.send(Frames.batch(0, offset));
        }
        await().until(() -> !stream.isReady());
        timers.advance(Duration.ofHours(1));
        mayReturn.release(8);
        await().until(() -> handled.records().size() == 8);

        assertThat(stream.isCancelled()).isFalse();
        assertThat(gateway.hasStream()).isFalse();
    }

    @Test
    void aGatewayThatNeverAnswersIsAskedAgain() throws Exception {
        client.subscribe("sales.orders").start(handled);
        var first = gateway.nextStream();

        timers.advance(Duration.ofSeconds(30));

        await().until(first::isCancelled);
        await().until(() -> {
            timers.advance(Duration.ofMillis(100));
            return gateway.hasStream();
        });
    }
}
