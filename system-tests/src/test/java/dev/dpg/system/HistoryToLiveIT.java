package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgClient;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.Encoding;
import dev.dpg.client.Position;
import dev.dpg.client.RecordCursor;
import dev.dpg.system.fixture.CommittedLog;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.Received;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Seed;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.StoredRecord;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** History joins the live tail without a seam, wherever a reader starts and whoever writes meanwhile. */
class HistoryToLiveIT {
    private static final String TOPIC = "test.seam";
    private static final int PARTITIONS = 4;
    private static final int PLAIN_WRITES = 150;
    private static final int TRANSACTIONS = 120;
    private static final int RECORDS_PER_WRITE = 20;
    private static final int ABORTED_ONE_IN = 4;
    private static final int SUBSCRIBERS = 12;
    private static final long LAST = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final Topics topics = resources.add(new Topics(SharedBroker.bootstrapServers()));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * A reader and what is known about its start, by partition: nothing before {@code notBefore}, everything from {@code
     * surelyFrom} on.
     */
    private record Reader(String start, Received received, List<Long> notBefore, List<Long> surelyFrom) {}

    @Test
    void everyReaderSeesExactlyWhatIsCommittedAfterItsStart() {
        resources.add(threads::shutdownNow);
        topics.create(TOPIC, PARTITIONS);
        var gateway = InProcessGateway.start(GatewaySetup.on(SharedBroker.bootstrapServers()), resources);
        Connection.to(gateway.address(), resources).awaitReady().publish(TestProduct.named("seam"));
        DpgClient client = resources.add(DpgClient.connect(gateway.address()));

        List<EventWriter> writers = new ArrayList<>();
        CompletableFuture<?> writing = startWriters(writers, Seed.random("HistoryToLiveIT"));
        Received readInLoops = new Received();
        CompletableFuture<?> reading =
                CompletableFuture.runAsync(() -> readInLoops(client, writing, readInLoops), threads);
        List<Reader> readers = subscribeMeanwhile(client, writers);
        writing.join();
        reading.join();

        var truth = CommittedLog.read(SharedBroker.bootstrapServers(), TOPIC);
        assertThat(truth.values().stream().mapToLong(List::size).sum()).isEqualTo(committed(writers));
        assertThat(readInLoops.all()).as("Read, again and again").isEqualTo(truth);
        for (Reader reader : readers) {
            await(reader.start()).atMost(TIMEOUT).until(() -> hasTheEnd(reader, truth));
            truth.forEach((partition, committed) -> assertSeen(reader, partition, committed));
        }
    }

    private CompletableFuture<?> startWriters(List<EventWriter> writers, Random random) {
        String servers = SharedBroker.bootstrapServers();
        EventWriter plain = resources.add(EventWriter.plain(servers, TOPIC, PARTITIONS));
        writers.add(plain);
        List<CompletableFuture<?>> all = new ArrayList<>();
        all.add(CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < PLAIN_WRITES; i++) {
                        plain.write(RECORDS_PER_WRITE);
                    }
                },
                threads));
        for (String id : List.of("seam-a", "seam-b")) {
            EventWriter writer = resources.add(EventWriter.transactional(servers, TOPIC, PARTITIONS, id));
            writers.add(writer);
            var own = new Random(random.nextLong());
            all.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < TRANSACTIONS; i++) {
                            writer.transaction(RECORDS_PER_WRITE, own.nextInt(ABORTED_ONE_IN) > 0);
                        }
                    },
                    threads));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenRun(() -> topics.awaitNoOpenTransaction(TOPIC, PARTITIONS));
    }

    /** One after the other reads from where the one before ended; the last one begins when nobody writes any more. */
    private static void readInLoops(DpgClient client, CompletableFuture<?> writing, Received received) {
        Position position = Position.EARLIEST;
        boolean last;
        do {
            last = writing.isDone();
            try (RecordCursor cursor = client.read("test.seam")
                    .from(position)
                    .encoding(Encoding.RAW)
                    .open()) {
                for (DpgRecord record : cursor) {
                    received.add(record);
                }
                position = cursor.position();
            }
        } while (!last);
    }

    /** Subscribes again and again while there is writing, from all kinds of starts. */
    private List<Reader> subscribeMeanwhile(DpgClient client, List<EventWriter> writers) {
        long expected = (long) RECORDS_PER_WRITE * (PLAIN_WRITES + TRANSACTIONS);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            long share = expected * i / SUBSCRIBERS;
            await().atMost(TIMEOUT).until(() -> committed(writers) >= share);
            readers.add(
                    switch (i % 4) {
                        case 0 -> subscribe(client, "earliest", Position.EARLIEST, ends -> 0L, i);
                        case 1 -> subscribe(client, "latest", Position.LATEST, ends -> ends, i);
                        case 2 -> subscribe(client, "last", Position.last(LAST), end -> Math.max(0, end - LAST), i);
                        default -> subscribeByTime(client, i);
                    });
        }
        return readers;
    }

    private Reader subscribe(DpgClient client, String start, Position position, LongUnaryOperator startOf, int number) {
        List<Long> before = topics.stableEnds(TOPIC, PARTITIONS);
        Received received = follow(client, position, number);
        List<Long> after = topics.stableEnds(TOPIC, PARTITIONS);
        return new Reader(
                start,
                received,
                before.stream().map(startOf::applyAsLong).toList(),
                after.stream().map(startOf::applyAsLong).toList());
    }

    /** Where there was no record of that time yet it began at the end. */
    private Reader subscribeByTime(DpgClient client, int number) {
        Instant time = Instant.now().minusMillis(500);
        List<Long> before = topics.stableEnds(TOPIC, PARTITIONS);
        Received received = follow(client, Position.at(time), number);
        List<Long> after = topics.stableEnds(TOPIC, PARTITIONS);
        List<Long> found = topics.at(TOPIC, PARTITIONS, time.toEpochMilli());
        List<Long> notBefore = new ArrayList<>();
        List<Long> surelyFrom = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            boolean isThere = found.get(partition) >= 0;
            notBefore.add(isThere ? Math.min(before.get(partition), found.get(partition)) : before.get(partition));
            surelyFrom.add(isThere ? found.get(partition) : after.get(partition));
        }
        return new Reader("time", received, notBefore, surelyFrom);
    }

    /** Returns when the subscription is open: its start is fixed then. */
    private static Received follow(DpgClient client, Position position, int number) {
        Received received = new Received();
        var subscription = client.subscribe("test.seam")
                .from(position)
                .encoding(number % 2 == 0 ? Encoding.JSON : Encoding.RAW)
                .start(received::add);
        await().atMost(TIMEOUT).until(() -> !subscription.position().equals(position));
        return received;
    }

    private static long committed(List<EventWriter> writers) {
        return writers.stream().mapToLong(EventWriter::committed).sum();
    }

    private static boolean hasTheEnd(Reader reader, SortedMap<Integer, List<StoredRecord>> truth) {
        return truth.entrySet().stream().allMatch(partition -> {
            List<StoredRecord> seen = reader.received().of(partition.getKey());
            StoredRecord last = partition.getValue().get(partition.getValue().size() - 1);
            return last.offset() < reader.surelyFrom().get(partition.getKey())
                    || (!seen.isEmpty() && seen.get(seen.size() - 1).offset() >= last.offset());
        });
    }

    private static void assertSeen(Reader reader, int partition, List<StoredRecord> committed) {
        List<StoredRecord> seen = reader.received().of(partition);
        long sureStart = reader.surelyFrom().get(partition);
        long start =
                seen.isEmpty() ? sureStart : Math.min(sureStart, seen.get(0).offset());
        assertThat(start)
                .as("first offset of partition %d from %s", partition, reader.start())
                .isGreaterThanOrEqualTo(reader.notBefore().get(partition));
        assertThat(seen)
                .as("partition %d from %s", partition, reader.start())
                .isEqualTo(committed.stream()
                        .filter(record -> record.offset() >= start)
                        .toList())
                .noneMatch(record -> record.value().contains(EventWriter.DOOMED));
    }
}
