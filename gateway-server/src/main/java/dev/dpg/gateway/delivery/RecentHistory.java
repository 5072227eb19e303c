package dev.dpg.gateway.delivery;

import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.RecordLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read of history lately, encoded, for readers that come to the same place a little later: they are given the same
 * chunks, without Kafka and without encoding them again. Kept is what somebody may come to ({@link RecentShelf}); for a reader
 * alone nothing is. Bounded by what rings leave free of their bytes. Nobody waits for anybody here,
 * and nobody holds anything: who stands still finds that his place is gone, and has it read.
 *
 * <p>Chunks continue a position only where both name one leader epoch: all records of an epoch lie on one branch of the log, so
 * what is given is what the reader would have read itself a little earlier. What became of the log since, the next read of
 * Kafka finds out ({@code docs/decisions/0023}).
 *
 * <p>Thread-safe: filled on the threads that read history, asked on those of streams. One lock, held for bookkeeping only.
 */
final class RecentHistory {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    /** The part of all that goes at a time where there is too much: choosing what goes takes a look at all of a place. */
    private static final int ROOM_PART = 16;

    private final ByteBudget rings;
    private final DeliveryLoop loop;
    private final Map<Place, RecentShelf> shelves = new HashMap<>(); // guarded by this
    private long bytes; // guarded by this
    private boolean sweepDue; // guarded by this

    /**
     * A partition as some readers read it.
     *
     * @param encoding what is made of its records, equal for equal views
     * @param stored whether batches may come as the log stores them
     */
    record Place(RecordLog log, PartitionId partition, History.Encoding encoding, boolean stored) {}

    /**
     * Keeps nothing yet.
     *
     * @param rings what they leave free may be kept; it gives way to them
     * @param loop its clock; and it lets go of what is old
     */
    RecentHistory(ByteBudget rings, DeliveryLoop loop) {
        this.rings = rings;
        this.loop = loop;
        rings.yieldedBy(this::makeRoom);
    }

    /** Encodes what is read at a place, and keeps it. Equal for equal places, so that it is done once for those who share a read. */
    Function<LogRange, History> keeping(Place place) {
        return new Keeping(this, place);
    }

    private record Keeping(RecentHistory recent, Place place) implements Function<LogRange, History> {
        @Override
        public History apply(LogRange range) {
            History history = place.encoding().apply(range);
            recent.keep(place, history);
            return history;
        }
    }

    private synchronized void keep(Place place, History history) {
        RecentShelf shelf = shelves.get(place);
        if (shelf != null) {
            change(shelf, () -> shelf.keep(history, loop.now()));
            while (bytes > 0 && rings.isExhausted()) {
                makeRoom();
            }
        }
    }

    /** Whoever keeps most gives. Any thread. */
    private synchronized void makeRoom() {
        if (bytes > 0) {
            RecentShelf largest = Collections.max(shelves.values(), Comparator.comparingLong(RecentShelf::bytes));
            change(largest, () -> largest.makeRoom(rings.bytesMax() / ROOM_PART));
        }
    }

    /** As {@link RecentShelf#find}. */
    synchronized @Nullable History find(Place place, Object reader, PartitionPosition from, long enough) {
        sweepLater(RecentShelf.EXPECTED_FOR);
        return shelves.computeIfAbsent(place, any -> new RecentShelf()).find(reader, from, enough, loop.now());
    }

    /** Lets go of what is kept of a partition: its log is not what it was. */
    synchronized void forget(RecordLog log, PartitionId partition) {
        shelves.forEach((place, shelf) -> {
            if (place.log() == log && place.partition().equals(partition)) {
                change(shelf, () -> shelf.makeRoom(Long.MAX_VALUE));
            }
        });
    }

    /** A reader of a partition asks no more. */
    synchronized void leave(RecordLog log, PartitionId partition, Object reader) {
        shelves.forEach((place, shelf) -> {
            if (place.log() == log && place.partition().equals(partition)) {
                change(shelf, () -> shelf.leave(reader));
            }
        });
    }

    /** Bytes kept now. */
    synchronized long usedBytes() {
        return bytes;
    }

    private void sweepLater(Duration delay) {
        if (!sweepDue) {
            sweepDue = true;
            loop.schedule(this::sweep, delay);
        }
    }

    private synchronized void sweep() {
        Instant now = loop.now();
        shelves.values().forEach(shelf -> change(shelf, () -> shelf.expire(now)));
        shelves.values().removeIf(RecentShelf::isUnused);
        sweepDue = false;
        if (!shelves.isEmpty()) {
            sweepLater(SWEEP_INTERVAL);
        }
    }

    private void change(RecentShelf shelf, Runnable step) {
        long before = shelf.bytes();
        step.run();
        bytes += shelf.bytes() - before;
        rings.add(shelf.bytes() - before);
    }
}
