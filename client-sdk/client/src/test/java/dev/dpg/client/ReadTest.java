package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.ScriptedGateway;
import dev.dpg.client.internal.resume.ResumePoint;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.v1.Edge;
import dev.dpg.v1.ResolvePositionResponse;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final DpgClient client = DpgClient.builder()
            .channel(gateway.channel())
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), 3))
            .connect();

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void readsToTheHeadAsItWasAtTheBeginningOverABreak() throws Exception {
        gateway.willResolve(resolved("p1.head"));
        try (var records = client.read("sales.orders").from(Position.EARLIEST).open()) {
            var first = gateway.nextStream();
            assertThat(gateway.resolved())
                    .singleElement()
                    .satisfies(
                            request -> assertThat(request.getStart().getEdge()).isEqualTo(Edge.EDGE_LATEST));
            assertThat(first.read().getStart().getEdge()).isEqualTo(Edge.EDGE_EARLIEST);
            assertThat(first.read().getUntil().getResumeToken()).isEqualTo("p1.head");
            first.send(Frames.opened("p1.a"), Frames.batch(0, 0, 1));
            first.fail(Status.UNAVAILABLE.asException());

            var second = gateway.nextStream();
            assertThat(second.read().getStart()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 2)));
            assertThat(second.read().getUntil().getResumeToken()).isEqualTo("p1.head");
            second.send(Frames.opened("p1.b"), Frames.batch(0, 2), Frames.end("p1.z"));
            second.complete();

            assertThat(ids(records)).containsExactly("0/0", "0/1", "0/2");
            assertThat(records.position().token()).isEqualTo("p1.z");
        }
        assertThat(gateway.resolved()).hasSize(1);
    }

    @Test
    void asksOnlyForWhatIsLeftOfTheLimit() throws Exception {
        try (var records = client.read("sales.orders")
                .until(Position.token("p1.end"))
                .limit(3)
                .open()) {
            var first = gateway.nextStream();
            assertThat(first.read().getLimit()).isEqualTo(3);
            first.send(Frames.opened("p1.a"), Frames.batch(0, 0, 1));
            first.fail(Status.UNAVAILABLE.asException());
            var second = gateway.nextStream();
            assertThat(second.read().getLimit()).isEqualTo(1);
            second.send(Frames.opened("p1.b"), Frames.batch(0, 2));
            second.fail(Status.UNAVAILABLE.asException());

            assertThat(ids(records)).containsExactly("0/0", "0/1", "0/2");
        }
    }

    @Test
    void passesATimeOnAsTheBound() throws Exception {
        var until = Instant.parse("2001-03-31T22:27:00Z");
        try (var records = client.read("sales.orders").until(until).open()) {
            assertThat(gateway.nextStream().read().getUntil().getTime().getSeconds())
                    .isEqualTo(until.getEpochSecond());
            assertThat(records.position()).isEqualTo(Position.DEFAULT);
        }
        assertThat(gateway.resolved()).isEmpty();
    }

    @Test
    void aPositionInTheMiddleOfABatchIsResolvedToBeTheBound() throws Exception {
        gateway.willResolve(Status.UNAVAILABLE.asException());
        gateway.willResolve(resolved("p1.merged"));
        var middle = Position.of(ResumePoint.ofToken("p1.a").within(Frames.cursor(0, 9), 4));
        try (var records = client.read("sales.orders").until(middle).open()) {
            assertThat(gateway.nextStream().read().getUntil().getResumeToken()).isEqualTo("p1.merged");
            assertThat(gateway.resolved())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.getStart()).isEqualTo(middle.toStart()));
            assertThat(records.position()).isEqualTo(Position.DEFAULT);
        }
    }

    @Test
    void thePositionStandsAfterTheLastRecordGiven() throws Exception {
        try (var records =
                client.read("sales.orders").until(Position.token("p1.end")).open()) {
            gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 0, 1));
            Iterator<DpgRecord> iterator = records.iterator();
            iterator.next();

            assertThat(records.position().toStart().getHandled(0).getLastHandledOffset())
                    .isEqualTo(0);
            iterator.next();
            assertThat(records.position().toStart()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 2)));
        }
    }

    @Test
    void aReaderThatIsSlowMakesTheGatewayWait() throws Exception {
        try (var records =
                client.read("sales.orders").until(Position.token("p1.end")).open()) {
            var stream = gateway.nextStream();
            stream.send(Frames.opened("p1.a"));
            for (int offset = 0; offset < 8; offset++) {
                stream.send(Frames.batch(0, offset));
            }
            assertThat(stream.isReady()).isFalse();

            records.iterator().next();
            await().until(stream::isReady);
        }
    }

    @Test
    void aRefusalComesOutOfTheLoop() throws Exception {
        var records =
                client.read("sales.ordres").until(Position.token("p1.end")).iterator();
        gateway.nextStream().fail(Frames.refusal(Status.Code.NOT_FOUND, "PRODUCT_NOT_FOUND"));

        assertThatThrownBy(records::hasNext)
                .isInstanceOfSatisfying(
                        DpgException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo("PRODUCT_NOT_FOUND"));
    }

    @Test
    void aRefusalOfTheBoundComesOutOfTheLoopToo() {
        gateway.willResolve(Frames.refusal(Status.Code.NOT_FOUND, "PRODUCT_NOT_FOUND"));
        var records = client.read("sales.ordres").iterator();

        assertThatThrownBy(records::hasNext).isInstanceOf(DpgException.class);
    }

    @Test
    void givesUpAfterTheCallersPatience() {
        gateway.willResolve(Status.UNAVAILABLE.asException());
        var records = client.read("sales.orders").giveUpAfter(Duration.ZERO).iterator();

        assertThatThrownBy(records::hasNext)
                .isInstanceOfSatisfying(
                        DpgException.class, e -> assertThat(e.code()).isEqualTo(DpgException.Code.UNAVAILABLE));
    }

    @Test
    void closingEndsTheCall() throws Exception {
        var records =
                client.read("sales.orders").until(Position.token("p1.end")).open();
        var stream = gateway.nextStream();
        stream.send(Frames.opened("p1.a"));
        records.close();

        await().until(stream::isCancelled);
        assertThatThrownBy(() -> records.iterator().hasNext()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingTheClientEndsItsReads() throws Exception {
        var records =
                client.read("sales.orders").until(Position.token("p1.end")).open();
        var stream = gateway.nextStream();
        client.close();

        await().until(stream::isCancelled);
        assertThatThrownBy(() -> records.iterator().hasNext()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aForgottenIteratorEndsItsCall() throws Exception {
        beginReading();
        var stream = gateway.nextStream();
        stream.send(Frames.opened("p1.a"), Frames.batch(0, 0));

        await().until(() -> {
            System.gc();
            return stream.isCancelled();
        });
    }

    @Test
    void anInterruptedReaderMayGoOn() throws Exception {
        try (var records =
                client.read("sales.orders").until(Position.token("p1.end")).open()) {
            Iterator<DpgRecord> iterator = records.iterator();
            Thread.currentThread().interrupt();
            assertThatThrownBy(iterator::hasNext).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();

            gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 0), Frames.end("p1.z"));
            assertThat(iterator.next().offset()).isEqualTo(0);
            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    /** Leaves nothing on the stack that knows the iterator. */
    private void beginReading() {
        assertThat(client.read("sales.orders").until(Position.token("p1.end")).iterator())
                .isNotNull();
    }

    private static List<String> ids(RecordCursor records) {
        List<String> ids = new ArrayList<>();
        for (DpgRecord record : records) {
            ids.add(record.partition() + "/" + record.offset());
        }
        return ids;
    }

    private static ResolvePositionResponse resolved(String token) {
        return ResolvePositionResponse.newBuilder().setResumeToken(token).build();
    }
}
