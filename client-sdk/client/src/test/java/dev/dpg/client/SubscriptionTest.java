package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.ScriptedGateway;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.v1.Edge;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubscriptionTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final DpgClient client = DpgClient.builder()
            .channel(gateway.channel())
            .clientId("tester")
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), 3))
            .connect();
    private final Handled handled = new Handled();

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void asksForWhatTheCallerSaid() throws Exception {
        client.subscribe("sales.orders")
                .from(Position.EARLIEST)
                .encoding(Encoding.RAW)
                .maxBatchDelay(Duration.ofMillis(20))
                .heartbeat(Duration.ofSeconds(2))
                .start(handled);

        var request = gateway.nextStream().subscribe();
        assertThat(request.getProduct()).isEqualTo("sales.orders");
        assertThat(request.getStart().getEdge()).isEqualTo(Edge.EDGE_EARLIEST);
        assertThat(request.getEncoding()).isEqualTo(dev.dpg.v1.Encoding.ENCODING_RAW);
        assertThat(request.getMaxBatchDelay()).isEqualTo(ProtoTimes.duration(Duration.ofMillis(20)));
        assertThat(request.getHeartbeat()).isEqualTo(ProtoTimes.duration(Duration.ofSeconds(2)));
        assertThat(request.getClientId()).isEqualTo("tester");
    }

    @Test
    void thePositionMovesWhenTheHandlerReturns() throws Exception {
        var mayReturn = new Semaphore(0);
        var subscription = client.subscribe("sales.orders").start(record -> {
            handled.handle(record);
            mayReturn.acquire();
        });
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 5, 6));
        handled.awaitExactly("0:5");
        assertThat(subscription.position().token()).isEqualTo("p1.a");

        mayReturn.release();
        handled.awaitExactly("0:5", "0:6");
        assertThat(subscription.position().toStart()).isEqualTo(within("p1.a", 0, 7, 5));
        mayReturn.release();
    }

    @Test
    void aHandlerThatThrowsClosesRightBeforeTheRecord() throws Exception {
        var problem = new IllegalStateException("no");
        var subscription = client.subscribe("sales.orders").start(record -> {
            if (record.offset() == 6) {
                throw problem;
            }
            handled.handle(record);
        });
        var stream = gateway.nextStream();
        stream.send(Frames.opened("p1.a"), Frames.batch(0, 5, 6, 7), Frames.batch(0, 8));

        var reason = subscription.closed().get(20, TimeUnit.SECONDS);

        assertThat(reason).isInstanceOfSatisfying(CloseReason.HandlerFailed.class, failed -> {
            assertThat(failed.cause()).isSameAs(problem);
            assertThat(failed.record().id()).isEqualTo("sales.orders.v1/0/6");
        });
        assertThat(handled.records()).containsExactly("0:5");
        assertThat(subscription.position().toStart()).isEqualTo(within("p1.a", 0, 8, 5));
        assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
        await().until(stream::isCancelled);
    }

    @Test
    void anotherSubscriptionGoesOnInTheMiddleOfTheBatch() throws Exception {
        String stored;
        try (var first = client.subscribe("sales.orders").start(record -> {
            if (record.offset() == 6) {
                throw new IllegalStateException("no");
            }
        })) {
            gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 5, 6, 7));
            first.closed().get(20, TimeUnit.SECONDS);
            stored = first.position().token();
        }

        client.subscribe("sales.orders").from(Position.token(stored)).start(handled);

        assertThat(gateway.nextStream().subscribe().getStart()).isEqualTo(within("p1.a", 0, 8, 5));
    }

    @Test
    void aBrokenConnectionIsResumedAfterEverythingReceivedAndNothingIsHandledTwice() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        client.subscribe("sales.orders").start(record -> {
            handled.handle(record);
            mayGoOn.await();
        });
        var first = gateway.nextStream();
        first.send(Frames.opened("p1.a"), Frames.batch(0, 5, 6), Frames.batch(1, 0));
        await().until(() -> handled.records().size() == 2);
        first.fail(Status.UNAVAILABLE.asException());

        var second = gateway.nextStream();
        assertThat(second.subscribe().getStart())
                .isEqualTo(Frames.after("p1.a", Frames.cursor(0, 7), Frames.cursor(1, 1)));
        second.send(Frames.opened("p1.b"), Frames.batch(0, 7));
        mayGoOn.countDown();

        await().untilAsserted(
                        () -> assertThat(handled.records()).containsExactlyInAnyOrder("0:5", "1:0", "0:6", "0:7"));
    }

    @Test
    void statesAreAnnouncedOnceEachWithLag() throws Exception {
        List<SubscriptionState> states = new CopyOnWriteArrayList<>();
        var subscription = client.subscribe("sales.orders")
                .listener(new SubscriptionListener() {
                    @Override
                    public void stateChanged(SubscriptionState state, Optional<Lag> lag) {
                        states.add(state);
                    }
                })
                .start(handled);
        var first = gateway.nextStream();
        first.send(Frames.opened("p1.a"), Frames.progress("p1.a", 12));
        await().until(() -> subscription.lag().isPresent());
        assertThat(subscription.lag().orElseThrow().records()).isEqualTo(12);
        first.send(Frames.state(State.Kind.KIND_CAUGHT_UP, "p1.b"));
        subscription.awaitLive(Duration.ofSeconds(20));
        first.fail(Status.UNAVAILABLE.asException());
        gateway.nextStream().send(Frames.opened("p1.b"), Frames.state(State.Kind.KIND_CAUGHT_UP, "p1.b"));
        await().until(() -> subscription.state() == SubscriptionState.LIVE);
        subscription.close();

        assertThat(states)
                .containsExactly(
                        SubscriptionState.CONNECTING,
                        SubscriptionState.CATCHING_UP,
                        SubscriptionState.LIVE,
                        SubscriptionState.RECONNECTING,
                        SubscriptionState.CATCHING_UP,
                        SubscriptionState.LIVE,
                        SubscriptionState.CLOSED);
    }

    @Test
    void itIsLiveOnlyWhenTheRecordsBeforeAreHandled() throws Exception {
        var mayReturn = new CountDownLatch(1);
        var subscription = client.subscribe("sales.orders").start(record -> mayReturn.await());
        gateway.nextStream()
                .send(
                        Frames.opened("p1.a"),
                        Frames.batch(0, 1),
                        Frames.state(State.Kind.KIND_CAUGHT_UP, "p1.b"),
                        Frames.progress("p1.b", 0));
        await().until(() -> subscription.lag().isPresent());
        assertThatThrownBy(() -> subscription.awaitLive(Duration.ZERO))
                .isInstanceOf(DpgException.class)
                .hasMessageContaining("CATCHING_UP");

        mayReturn.countDown();
        subscription.awaitLive(Duration.ofSeconds(20));
        assertThat(subscription.position().token()).isEqualTo("p1.b");
    }

    @Test
    void aSlowHandlerMakesTheGatewayWait() throws Exception {
        var mayReturn = new Semaphore(0);
        client.subscribe("sales.orders").start(record -> {
            mayReturn.acquire();
            handled.handle(record);
        });
        var stream = gateway.nextStream();
        stream.send(Frames.opened("p1.a"));
        for (int offset = 0; offset < 8; offset++) {
            assertThat(stream.isReady()).isTrue();
            stream.send(Frames.batch(0, offset));
        }
        assertThat(stream.isReady()).isFalse();

        mayReturn.release();
        await().until(stream::isReady);
        stream.send(Frames.batch(0, 8));
        assertThat(stream.isReady()).isFalse();
        mayReturn.release(100);
    }

    @Test
    void partitionsAreHandledBesideEachOther() throws Exception {
        var slow = new CountDownLatch(1);
        client.subscribe("sales.orders").start(record -> {
            if (record.partition() == 0) {
                slow.await();
            }
            handled.handle(record);
        });
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 0), Frames.batch(1, 0, 1));

        handled.awaitExactly("1:0", "1:1");
        slow.countDown();
        handled.awaitExactly("1:0", "1:1", "0:0");
    }

    @Test
    void withAConcurrencyOfOneTheHandlerIsNeverCalledTwiceAtOnce() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        client.subscribe("sales.orders").concurrency(1).start(record -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            handled.handle(record);
        });
        var stream = gateway.nextStream();
        stream.send(Frames.opened("p1.a"));
        for (int partition = 0; partition < 8; partition++) {
            stream.send(Frames.batch(partition, 0, 1, 2));
        }

        await().until(() -> handled.records().size() == 24);
        assertThat(most).hasValue(1);
    }

    @Test
    void handlersRunOnDaemonThreadsOfTheSdk() throws Exception {
        var threads = new LinkedBlockingQueue<Thread>();
        client.subscribe("sales.orders").start(record -> threads.add(Thread.currentThread()));
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 0));

        assertThat(threads.poll(20, TimeUnit.SECONDS)).isNotNull().satisfies(thread -> {
            assertThat(thread.getName()).startsWith("dpg-handler-");
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void aListenerThatThrowsChangesNothing() throws Exception {
        client.subscribe("sales.orders")
                .listener(new SubscriptionListener() {
                    @Override
                    public void stateChanged(SubscriptionState state, Optional<Lag> lag) {
                        throw new IllegalStateException("listener");
                    }
                })
                .start(handled);
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 1));

        handled.awaitExactly("0:1");
    }

    private static Start within(String token, int partition, long nextOffset, long lastHandled) {
        return Start.newBuilder()
                .setResumeToken(token)
                .addHandled(HandledCursor.newBuilder()
                        .setCursor(Frames.cursor(partition, nextOffset))
                        .setLastHandledOffset(lastHandled))
                .build();
    }
}
