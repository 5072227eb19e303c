package dev.dpg.gateway.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.cursor.Gap;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client that takes what it is told to take, and checks the order of offsets as they come. */
final class RecordingSink implements StreamSink {
    final List<StreamFrame> frames = new ArrayList<>();
    final List<RecordBatch> batches = new ArrayList<>();
    final Map<Integer, List<Long>> offsets = new TreeMap<>();
    private final Map<Integer, Long> last = new TreeMap<>();
    int credits = Integer.MAX_VALUE;
    boolean completed;

    @Nullable
    Problem failure;

    @Override
    public boolean isReady() {
        return credits > 0;
    }

    @Override
    public void send(StreamFrame frame) {
        if (completed || failure != null) {
            throw new AssertionError("a frame after the end: " + frame);
        }
        frames.add(frame);
        if (frame instanceof StreamFrame.Batch batch) {
            credits--;
            take(parsed(batch));
        }
        if (frame instanceof StreamFrame.Skipped skipped && skipped.gap().reason() != Gap.Reason.RETENTION) {
            last.remove(skipped.gap().partition());
        }
    }

    private void take(RecordBatch batch) {
        batches.add(batch);
        List<Long> taken = offsets.computeIfAbsent(batch.getPartition(), partition -> new ArrayList<>());
        for (Record record : batch.getRecordsList()) {
            Long before = last.put(batch.getPartition(), record.getOffset());
            if (before != null && record.getOffset() <= before) {
                throw new AssertionError("offset " + record.getOffset() + " after " + before);
            }
            taken.add(record.getOffset());
        }
    }

    private static RecordBatch parsed(StreamFrame.Batch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            batch.batch().writeTo(bytes);
            Frame frame = Frame.parseFrom(bytes.toByteArray());
            if (bytes.size() != batch.batch().sizeBytes() || !frame.hasBatch()) {
                throw new AssertionError("the batch is not what it says it is");
            }
            return frame.getBatch();
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError("the batch is not a Frame", broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void complete() {
        completed = true;
    }

    @Override
    public void fail(Problem problem) {
        failure = problem;
    }

    List<Long> offsetsOf(int partition) {
        return offsets.getOrDefault(partition, List.of());
    }

    <T extends StreamFrame> List<T> frames(Class<T> type) {
        return frames.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<StreamFrame.State.Kind> states() {
        return frames(StreamFrame.State.class).stream()
                .map(StreamFrame.State::kind)
                .toList();
    }
}
