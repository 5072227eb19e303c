package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.PartitionTail;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Spreads followed partitions over the tail readers. Thread-safe. */
final class TailReaders implements PartitionTail {
    private final List<TailReader> readers;
    private final Map<TopicPartition, Place> places = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    private record Place(Followed followed, TailReader reader) {}

    TailReaders(List<TailReader> readers) {
        this.readers = List.copyOf(readers);
    }

    @Override
    public Following follow(PartitionId partition, PartitionPosition from, Listener listener) {
        Followed followed = new Followed(partition, from, listener, this::ended);
        synchronized (this) {
            if (closed) {
                throw LogProblems.draining().asException();
            }
            TailReader reader = place(followed);
            places.put(followed.key(), new Place(followed, reader));
            reader.join(followed);
        }
        return followed;
    }

    /** Ends all readers and waits for their threads. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        readers.forEach(TailReader::stop);
        readers.forEach(TailReader::awaitEnd);
    }

    /**
     * The reader with the least to do; where an older incarnation of the topic is still followed, its reader, which then
     * tells that one's listener that its topic is gone.
     */
    private TailReader place(Followed followed) {
        Place taken = places.get(followed.key());
        if (taken != null) {
            if (taken.followed().partition().equals(followed.partition())) {
                throw new IllegalStateException(
                        "partition " + followed.partition().partition() + " is followed already");
            }
            return taken.reader();
        }
        Map<TailReader, Integer> load = new HashMap<>();
        places.values().forEach(place -> load.merge(place.reader(), 1, Integer::sum));
        return readers.stream()
                .min(Comparator.comparingInt(reader -> load.getOrDefault(reader, 0)))
                .orElseThrow();
    }

    private void ended(Followed followed) {
        synchronized (this) {
            Place place = places.get(followed.key());
            if (place != null && place.followed() == followed) {
                places.remove(followed.key());
                place.reader().leave(followed);
            }
        }
    }
}
