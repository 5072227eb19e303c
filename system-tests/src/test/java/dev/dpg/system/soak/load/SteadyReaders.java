package dev.dpg.system.soak.load;

import dev.dpg.client.DpgClient;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.Encoding;
import dev.dpg.client.Payload;
import dev.dpg.client.Position;
import dev.dpg.client.Subscription;
import dev.dpg.client.SubscriptionBuilder;
import dev.dpg.system.soak.load.Visit.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Readers that stay as long as everything lasts, on the Java client: one of everything, one of everything as JSON, one with a
 * filter. Made and closed by one thread.
 */
final class SteadyReaders implements AutoCloseable {
    private static final String NAME = "STEADY";
    private static final int DIGIT = 7;
    private static final Duration READY_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final DpgClient client;
    private final ChurnLog log;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<RecordCheck> checks;

    private SteadyReaders(DpgClient client, List<RecordCheck> checks, ChurnLog log) {
        this.client = client;
        this.checks = checks;
        this.log = log;
    }

    /**
     * Opens them at the tail, while nobody writes.
     *
     * @param first the number that comes next in each partition
     */
    static SteadyReaders open(Venue venue, long first, ChurnLog log) throws InterruptedException {
        List<RecordCheck> checks = List.of(
                RecordCheck.from(first, venue.partitions()),
                RecordCheck.from(first, venue.partitions()),
                RecordCheck.from(first, venue.partitions(), DIGIT));
        SteadyReaders readers = new SteadyReaders(DpgClient.connect(venue.address()), checks, log);
        readers.follow(venue, 0, Encoding.RAW, "");
        readers.follow(venue, 1, Encoding.JSON, "");
        readers.follow(venue, 2, Encoding.JSON, RecordCheck.filter(DIGIT));
        for (Subscription subscription : readers.subscriptions) {
            subscription.awaitLive(READY_MAX);
        }
        return readers;
    }

    /**
     * Waits until each has everything, and notes what they found.
     *
     * @param records that were written since they came
     * @param end the number after the last one of each partition
     */
    void finish(long records, long end, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int i = 0; i < checks.size(); i++) {
            RecordCheck check = checks.get(i);
            boolean open = true;
            while (open && check.received() < check.wantedOf(records) && System.nanoTime() - deadline < 0) {
                open = !endsWithin(subscriptions.get(i), LOOK_AGAIN);
            }
            log.checked(NAME, check.received(), check.faultsUpTo(end));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private void follow(Venue venue, int number, Encoding encoding, String filter) {
        RecordCheck check = checks.get(number);
        SubscriptionBuilder builder =
                client.subscribe(venue.product()).from(Position.LATEST).encoding(encoding);
        SubscriptionBuilder wanted = filter.isEmpty() ? builder : builder.where(filter);
        log.opened(NAME);
        subscriptions.add(wanted.start(record -> accept(record, check)));
    }

    private static void accept(DpgRecord record, RecordCheck check) {
        check.accept(
                record.partition(),
                record.offset(),
                record.value().map(Payload::text).orElse(""));
    }

    private static boolean endsWithin(Subscription subscription, Duration time) throws InterruptedException {
        try {
            subscription.closed().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillOpen) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
