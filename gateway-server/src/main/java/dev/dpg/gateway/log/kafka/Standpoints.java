package dev.dpg.gateway.log.kafka;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader of history stands: behind what it read last of each of a few partitions, for which it may have fetched ahead. With
 * one place alone a reader of several partitions would throw away most of what it fetches. Of more than {@link #MAX} partitions the
 * one is given up that was left alone for longest. Not thread-safe.
 */
final class Standpoints {
    /** As many are held; what is fetched ahead for each costs memory. */
    static final int MAX = 4;

    /** In the order in which reads ended. */
    private final Map<TopicPartition, Standpoint> points = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TopicPartition, Standpoint> eldest) {
            return size() > MAX;
        }
    };

    /**
     * One place.
     *
     * @param goesOn whether the read that ended there went on from another one: the next one is likely to be asked for
     */
    record Standpoint(PoolTask.Place place, boolean goesOn) {}

    /** Whether it stands exactly there. */
    boolean isAt(PoolTask.@Nullable Place place) {
        Standpoint point = place == null ? null : points.get(key(place));
        return point != null && point.place().equals(place);
    }

    /** A read begins at a place: until it ends the reader stands nowhere in that partition. Answers whether it stood there. */
    boolean leave(PoolTask.Place place) {
        Standpoint left = points.remove(key(place));
        return left != null && left.place().equals(place);
    }

    /** A read has ended at a place. */
    void stand(PoolTask.Place place, boolean goesOn) {
        TopicPartition partition = key(place);
        points.remove(partition);
        points.put(partition, new Standpoint(place, goesOn));
    }

    /** Gives up some partitions, whether it stood there or not. */
    void giveUp(Set<TopicPartition> partitions) {
        points.keySet().removeAll(partitions);
    }

    void giveUpAll() {
        points.clear();
    }

    /** All as they are now, the one that was left alone for longest first; a view. */
    Map<TopicPartition, Standpoint> all() {
        return Collections.unmodifiableMap(points);
    }

    int size() {
        return points.size();
    }

    private static TopicPartition key(PoolTask.Place place) {
        return KafkaPositions.toKafka(place.partition());
    }
}
