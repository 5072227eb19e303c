package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.cursor.Gap;
import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one stream was told, taken apart: for each partition the stretches between two gaps, each of one incarnation of the
 * topic. Records say in their value which incarnation, partition and offset they are.
 */
final class ToldStream {
    private final Map<Integer, Stretch> open = new TreeMap<>();
    private final List<Stretch> all = new ArrayList<>();
    private ProductPosition last;

    /** Every record that ever was. */
    static final class Truth {
        private final Map<UUID, Map<Integer, NavigableSet<Long>>> records = new HashMap<>();

        void created(UUID topicId, int partitions) {
            for (int partition = 0; partition < partitions; partition++) {
                offsets(topicId, partition);
            }
        }

        void appended(UUID topicId, int partition, long offset) {
            offsets(topicId, partition).add(offset);
        }

        private NavigableSet<Long> offsets(UUID topicId, int partition) {
            return records.computeIfAbsent(topicId, id -> new TreeMap<>())
                    .computeIfAbsent(partition, p -> new TreeSet<>());
        }
    }

    private static final class Stretch {
        private final int partition;
        private final long from;
        private @Nullable UUID topicId;
        private final List<Long> offsets = new ArrayList<>();
        private final TreeSet<String> logs = new TreeSet<>();
        private long to;

        private Stretch(int partition, long from, @Nullable UUID topicId) {
            this.partition = partition;
            this.from = from;
            this.topicId = topicId;
        }
    }

    ToldStream(RecordingSink sink) {
        last = PositionTokens.decode(
                sink.frames(StreamFrame.Opened.class).get(0).resumeToken());
        last.partitions()
                .forEach((partition, at) ->
                        begin(partition, at.nextOffset(), last.scope().topicId()));
        int batches = 0;
        for (StreamFrame frame : sink.frames) {
            if (frame instanceof StreamFrame.Batch) {
                took(sink.batches.get(batches++));
            } else if (frame instanceof StreamFrame.Skipped skipped) {
                skipped(skipped.gap(), PositionTokens.decode(skipped.resumeToken()));
            } else if (frame instanceof StreamFrame.Progress progress) {
                last = PositionTokens.decode(progress.resumeToken());
            } else if (frame instanceof StreamFrame.State state) {
                added(state, PositionTokens.decode(state.resumeToken()));
            } else if (frame instanceof StreamFrame.End end) {
                last = PositionTokens.decode(end.resumeToken());
            }
        }
        open.forEach((partition, stretch) -> {
            var at = last.partitions().get(partition);
            stretch.to = at == null ? stretch.from : at.nextOffset();
        });
    }

    /** The position told last. */
    ProductPosition last() {
        return last;
    }

    /** Each stretch holds every record of its log and range, and none of another log. */
    void assertTrue(Truth truth, String run) {
        for (Stretch stretch : all) {
            String where = run + " partition " + stretch.partition + " from " + stretch.from + " to " + stretch.to;
            UUID id = stretch.topicId;
            assertThat(id).as(where).isNotNull();
            assertThat(stretch.logs).as(where).isSubsetOf(String.valueOf(id));
            assertThat(stretch.offsets)
                    .as(where)
                    .containsExactlyElementsOf(
                            id == null || stretch.to <= stretch.from
                                    ? List.of()
                                    : truth.offsets(id, stretch.partition).subSet(stretch.from, stretch.to));
        }
    }

    private void begin(int partition, long from, @Nullable UUID topicId) {
        Stretch stretch = new Stretch(partition, from, topicId);
        open.put(partition, stretch);
        all.add(stretch);
    }

    private void took(RecordBatch batch) {
        Stretch stretch = open.get(batch.getPartition());
        if (stretch == null) {
            throw new AssertionError("records of partition " + batch.getPartition() + ", which the stream has not");
        }
        for (Record record : batch.getRecordsList()) {
            String said = record.getJson().substring(1);
            stretch.logs.add(said.substring(0, said.indexOf(' ')));
            stretch.offsets.add(record.getOffset());
        }
    }

    private void skipped(Gap gap, ProductPosition told) {
        Stretch before = open.remove(gap.partition());
        if (before != null) {
            before.to = gap.fromOffset();
        }
        boolean newLog = gap.reason() == Gap.Reason.TOPIC_RECREATED;
        begin(gap.partition(), gap.toOffset(), newLog ? null : told.scope().topicId());
        if (!told.scope().equals(last.scope())) {
            open.keySet().retainAll(told.partitions().keySet());
            all.removeIf(
                    stretch -> stretch.topicId == null && !told.partitions().containsKey(stretch.partition));
            open.values().forEach(stretch -> stretch.topicId = told.scope().topicId());
        }
        last = told;
    }

    private void added(StreamFrame.State state, ProductPosition told) {
        state.addedPartitions()
                .forEach(partition -> begin(
                        partition,
                        Objects.requireNonNull(told.partitions().get(partition)).nextOffset(),
                        told.scope().topicId()));
        last = told;
    }
}
