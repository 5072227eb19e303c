package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.LogGateway;
import dev.dpg.client.fakes.NettyGateway;
import dev.dpg.client.internal.connect.PoolSettings;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several addresses and several connections, over real sockets. */
@Timeout(120)
class SeveralGatewaysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int STREAMS = 40;

    private final LogGateway oneLog = new LogGateway(1, 0, 300);
    private final LogGateway twoLog = new LogGateway(2, 0, 300);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void streamsSpreadOverAllGateways() throws Exception {
        NettyGateway one = opened(NettyGateway.start(oneLog));
        NettyGateway two = opened(NettyGateway.start(twoLog));
        DpgClient client = opened(DpgClient.connect(one.address() + "," + two.address()));

        for (Subscription subscription : subscribe(client, STREAMS)) {
            subscription.awaitLive(PATIENCE);
        }

        // One in a billion that a fair draw gives fewer than three of forty to one of the two.
        assertThat(oneLog.calls() + twoLog.calls()).isEqualTo(STREAMS);
        assertThat(Math.min(oneLog.calls(), twoLog.calls())).isGreaterThanOrEqualTo(3);
        assertThat(one.connectionsEver()).isEqualTo(1);
        assertThat(two.connectionsEver()).isEqualTo(1);
    }

    @Test
    void aCallWithoutAStreamIsAnsweredThoughAGatewayIsDown() throws Exception {
        NettyGateway one = opened(NettyGateway.start(oneLog));
        for (int i = 0; i < 8; i++) { // which address comes first is drawn for each client
            DpgClient client = opened(DpgClient.connect(deadAddress() + "," + one.address()));
            var answer = DataServiceGrpc.newBlockingStub(client.channel())
                    .resolvePosition(ResolvePositionRequest.newBuilder()
                            .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                            .build());
            assertThat(answer.getResumeToken()).isEqualTo("p1.300");
        }
    }

    @Test
    void streamsOfAKilledGatewayGoOnFromTheOther() throws Exception {
        NettyGateway one = opened(NettyGateway.start(new LogGateway(1, 0, 100)));
        NettyGateway two = opened(NettyGateway.start(new LogGateway(2, 0, 100)));
        DpgClient client = opened(DpgClient.connect(one.address() + "," + two.address()));
        List<Handled> handled = new ArrayList<>();
        for (Subscription subscription : subscribe(client, STREAMS, handled)) {
            subscription.awaitLive(PATIENCE);
        }

        two.kill();
        opened(NettyGateway.startAt(two.port(), new LogGateway(3, 0, 200)));
        one.kill();

        assertThat(handled).allSatisfy(each -> each.awaitExactly(offsets(200)));
    }

    @Test
    void aGatewayThatDiedIsUsedAgainWhenItIsBackAndTheOtherIsGone() throws Exception {
        NettyGateway one = opened(NettyGateway.start(new LogGateway(1, 0, 100)));
        NettyGateway two = opened(NettyGateway.start(new LogGateway(2, 0, 100)));
        DpgClient client = opened(DpgClient.connect(one.address() + "," + two.address()));
        List<Handled> handled = new ArrayList<>();
        List<Subscription> subscriptions = subscribe(client, STREAMS, handled);
        for (Subscription subscription : subscriptions) {
            subscription.awaitLive(PATIENCE);
        }
        one.kill();
        two.kill();
        await().until(() -> subscriptions.stream().allMatch(each -> each.state() == SubscriptionState.RECONNECTING));
        NettyGateway back = opened(NettyGateway.startAt(one.port(), new LogGateway(3, 0, 200)));

        assertThat(handled).allSatisfy(each -> each.awaitExactly(offsets(200)));
        assertThat(back.connectionsEver()).isEqualTo(1);
    }

    @Test
    void anAddressWhoseGatewayIsGoingAwayIsTriedOverAnotherConnection() {
        var refusals = new AtomicInteger(2);
        NettyGateway gateway = opened(NettyGateway.start(new DataServiceGrpc.DataServiceImplBase() {
            @Override
            public void subscribe(SubscribeRequest request, StreamObserver<Frame> answer) {
                if (refusals.getAndDecrement() > 0) {
                    answer.onError(Frames.refusal(Status.Code.UNAVAILABLE, "DRAINING"));
                } else {
                    oneLog.subscribe(request, answer);
                }
            }
        }));
        var handled = new Handled();
        DpgClient client = opened(DpgClient.connect(gateway.address()));

        client.subscribe("sales.orders").from(Position.EARLIEST).start(handled);

        handled.awaitExactly(offsets(300));
        assertThat(gateway.connectionsEver()).isEqualTo(3);
    }

    @Test
    void oneGatewayWithSeveralNamesIsOneGateway() throws Exception {
        NettyGateway one = opened(NettyGateway.start(oneLog));
        DpgClient client = opened(DpgClient.connect("127.0.0.1:" + one.port() + ",localhost:" + one.port()));

        for (Subscription subscription : subscribe(client, 10)) {
            subscription.awaitLive(PATIENCE);
        }

        assertThat(one.connections()).isEqualTo(1);
        assertThat(client.addresses()).containsExactly("127.0.0.1:" + one.port(), "localhost:" + one.port());
    }

    @Test
    void moreStreamsThanAConnectionCarriesOpenMoreConnectionsAndUnusedOnesClose() throws Exception {
        NettyGateway gateway = opened(NettyGateway.start(10, oneLog));
        DpgClient client = opened(DpgClient.builder()
                .address(gateway.address())
                .pool(new PoolSettings(6, 16, Duration.ofSeconds(1), Duration.ofMillis(200)))
                .connect());

        List<Subscription> subscriptions = subscribe(client, STREAMS);
        for (Subscription subscription : subscriptions) {
            subscription.awaitLive(PATIENCE);
        }
        assertThat(gateway.connections()).isBetween(4, 8);

        subscriptions.forEach(Subscription::close);
        await().atMost(PATIENCE).until(() -> gateway.connections() == 1);
    }

    private List<Subscription> subscribe(DpgClient client, int streams) {
        return subscribe(client, streams, new ArrayList<>());
    }

    private static List<Subscription> subscribe(DpgClient client, int streams, List<Handled> handled) {
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            var handler = new Handled();
            handled.add(handler);
            subscriptions.add(
                    client.subscribe("sales.orders").from(Position.EARLIEST).start(handler));
        }
        return subscriptions;
    }

    private static String[] offsets(int end) {
        return LongStream.range(0, end).mapToObj(offset -> "0:" + offset).toArray(String[]::new);
    }

    private static String deadAddress() throws InterruptedException {
        NettyGateway gone = NettyGateway.start(new LogGateway(1, 0, 1));
        gone.kill();
        return gone.address();
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }
}
