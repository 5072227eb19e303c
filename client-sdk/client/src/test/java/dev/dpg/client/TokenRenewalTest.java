package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.LogGateway;
import dev.dpg.client.fakes.TokenGuard;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are sent, refused, renewed, and refused again. */
@Timeout(60)
class TokenRenewalTest {
    private static final long RECORDS = 300;

    /** Gives the same token until it is refused; then the next one. */
    private static final class Numbered implements TokenSource {
        private final AtomicInteger renewals = new AtomicInteger();

        @Override
        public String token() {
            return "token-" + renewals.get();
        }

        @Override
        public String renewed(String refused) {
            return "token-" + renewals.incrementAndGet();
        }
    }

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Handled handled = new Handled();
    private final Numbered tokens = new Numbered();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKEN_EXPIRED", "BAD_TOKEN_SIGNATURE", "NO_CREDENTIALS"})
    void aStreamWhoseTokenIsRefusedIsOpenedWithARenewedOne(String reason) throws Exception {
        var guard = new TokenGuard("Bearer token-1"::equals, reason);
        DpgClient client = client(guard, new LogGateway(1, 0, RECORDS), tokens);

        client.subscribe("sales.orders").from(Position.EARLIEST).start(handled);

        handled.awaitExactly(offsets());
        assertThat(guard.seen()).containsExactly("Bearer token-0", "Bearer token-1");
    }

    @Test
    void aRenewedTokenThatIsRefusedTooEndsTheStreamWithTheReason() throws Exception {
        var guard = new TokenGuard(header -> false, "TOKEN_EXPIRED");
        DpgClient client = client(guard, new LogGateway(1, 0, RECORDS), tokens);

        var subscription =
                client.subscribe("sales.orders").from(Position.EARLIEST).start(handled);

        var end = (CloseReason.StreamFailed) subscription.closed().get(20, TimeUnit.SECONDS);
        assertThat(end.cause().code()).isEqualTo(DpgException.Code.UNAUTHENTICATED);
        assertThat(end.cause().reason()).isEqualTo("TOKEN_EXPIRED");
        assertThat(guard.seen()).containsExactly("Bearer token-0", "Bearer token-1");
    }

    @Test
    void aTokenForGoodIsNotTriedTwice() throws Exception {
        var guard = new TokenGuard(header -> false, "TOKEN_EXPIRED");
        DpgClient client = opened(DpgClient.builder()
                .channel(channel(guard, new LogGateway(1, 0, RECORDS)))
                .token("mine")
                .connect());

        var subscription =
                client.subscribe("sales.orders").from(Position.EARLIEST).start(handled);

        assertThat(subscription.closed().get(20, TimeUnit.SECONDS)).isInstanceOf(CloseReason.StreamFailed.class);
        assertThat(guard.seen()).containsExactly("Bearer mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_GRANT", "GRANT_EXPIRED", "GRANT_REVOKED", "FIELD_DENIED", "PURPOSE_DENIED"})
    void whatIsNotPermittedIsNotTriedAgain(String reason) throws Exception {
        var calls = new AtomicInteger();
        DpgClient client = client(
                new TokenGuard(header -> true, ""),
                new DataServiceGrpc.DataServiceImplBase() {
                    @Override
                    public void subscribe(SubscribeRequest request, StreamObserver<Frame> answer) {
                        calls.incrementAndGet();
                        answer.onError(Frames.refusal(Status.Code.PERMISSION_DENIED, reason));
                    }
                },
                tokens);

        var subscription = client.subscribe("sales.orders").start(handled);

        var end = (CloseReason.StreamFailed) subscription.closed().get(20, TimeUnit.SECONDS);
        assertThat(end.cause().code()).isEqualTo(DpgException.Code.PERMISSION_DENIED);
        assertThat(end.cause().reason()).isEqualTo(reason);
        assertThat(calls).hasValue(1);
    }

    /** The gateway takes a token for one stream: one that is not renewed would be refused, which would be seen. */
    @RepeatedTest(5)
    void streamsWhoseCredentialsRunOutGoOnWithNewOnesWithoutAWordOrALostRecord() {
        var guard = TokenGuard.once();
        var gateway =
                new LogGateway(System.nanoTime(), 0, RECORDS).sendingAway(0.05).because(GoAway.Reason.REASON_REAUTH);
        DpgClient client = client(guard, gateway, tokens);
        List<String> interruptions = new CopyOnWriteArrayList<>();

        client.subscribe("sales.orders")
                .from(Position.EARLIEST)
                .listener(new SubscriptionListener() {
                    @Override
                    public void interrupted(DpgException cause, Duration retryIn) {
                        interruptions.add(cause.getMessage());
                    }
                })
                .start(handled);

        handled.awaitExactly(offsets());
        await().until(() -> gateway.goAways() < gateway.calls());
        assertThat(interruptions).isEmpty();
        assertThat(guard.seen()).doesNotHaveDuplicates();
    }

    @RepeatedTest(5)
    void connectionsThatBreakAndTokensThatExpireTogetherLoseNothing() {
        DpgClient client = client(TokenGuard.once(), new LogGateway(System.nanoTime(), 0.02, RECORDS), tokens);

        client.subscribe("sales.orders").from(Position.EARLIEST).start(handled);

        handled.awaitExactly(offsets());
    }

    @Test
    void aCallWithoutAStreamIsMadeOnceMoreWithARenewedToken() throws Exception {
        var guard = new TokenGuard("Bearer token-1"::equals, "TOKEN_EXPIRED");
        DpgClient client = client(guard, new LogGateway(1, 0, RECORDS), tokens);

        assertThat(resolve(client).getResumeToken()).isEqualTo("p1.300");
        assertThat(guard.seen()).containsExactly("Bearer token-0", "Bearer token-1");
    }

    @Test
    void aCallWithoutAStreamThatIsRefusedTwiceFailsWithTheGatewaysWord() throws Exception {
        var guard = new TokenGuard(header -> false, "BAD_TOKEN_SIGNATURE");
        DpgClient client = client(guard, new LogGateway(1, 0, RECORDS), tokens);

        assertThatThrownBy(() -> resolve(client)).hasMessageContaining("UNAUTHENTICATED: what, why, what to do");
        assertThat(guard.seen()).hasSize(2);
    }

    @Test
    void aSourceThatIsUnreachableForAWhileHoldsAStreamUpAndEndsNothing() {
        var asked = new AtomicInteger();
        DpgClient client =
                client(new TokenGuard("Bearer late"::equals, "TOKEN_EXPIRED"), new LogGateway(1, 0, 3), () -> {
                    if (asked.incrementAndGet() < 4) {
                        throw new InterruptedIOException("the issuer does not answer");
                    }
                    return "late";
                });

        client.subscribe("sales.orders").from(Position.EARLIEST).start(handled);

        handled.awaitExactly("0:0", "0:1", "0:2");
        assertThat(asked).hasValueGreaterThanOrEqualTo(4);
    }

    @Test
    void aSourceThatHasNoneEndsTheStreamWithItsOwnWords() throws Exception {
        DpgClient client = client(new TokenGuard(header -> true, ""), new LogGateway(1, 0, 3), () -> {
            throw new IllegalStateException("log in first");
        });

        var subscription = client.subscribe("sales.orders").start(handled);

        var end = (CloseReason.StreamFailed) subscription.closed().get(20, TimeUnit.SECONDS);
        assertThat(end.cause()).hasMessage("no token: log in first");
        assertThat(end.cause().code()).isEqualTo(DpgException.Code.UNAUTHENTICATED);
    }

    @Test
    void aSourceIsAskedOnAThreadOfItsOwn() {
        List<String> threads = new CopyOnWriteArrayList<>();
        DpgClient client = client(new TokenGuard(header -> true, ""), new LogGateway(1, 0, 3), () -> {
            threads.add(Thread.currentThread().getName());
            return "token";
        });

        resolve(client);

        assertThat(threads).containsExactly("dpg-credentials-1");
    }

    private static ResolvePositionResponse resolve(DpgClient client) {
        return DataServiceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .resolvePosition(ResolvePositionRequest.newBuilder()
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                        .build());
    }

    private DpgClient client(TokenGuard guard, BindableService service, TokenSource source) {
        return opened(DpgClient.builder()
                .channel(channel(guard, service))
                .credentials(source)
                .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), 3))
                .connect());
    }

    private ManagedChannel channel(TokenGuard guard, BindableService service) {
        String name = UUID.randomUUID().toString();
        try {
            Server server = InProcessServerBuilder.forName(name)
                    .addService(ServerInterceptors.intercept(service, guard))
                    .build()
                    .start();
            opened.add(server::shutdownNow);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
        opened.add(channel::shutdownNow);
        return channel;
    }

    private static String[] offsets() {
        return LongStream.range(0, RECORDS).mapToObj(offset -> "0:" + offset).toArray(String[]::new);
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.addFirst(closeable);
        return closeable;
    }
}
