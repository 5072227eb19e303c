package dev.dpg.system.soak.load;

import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stream on bare gRPC that takes what it is told to take, and checks it. Thread-safe. */
final class CheckedStream {
    private final ClientCall<?, Frame> call;
    private final RecordCheck check;
    private final ResumePoint position;
    private final CompletableFuture<Status> ended = new CompletableFuture<>();
    private volatile boolean flowing;

    /**
     * Opens one that takes nothing yet.
     *
     * @param check gets every record, also of the streams before and after this one
     * @param position moves with what was taken
     */
    <Q> CheckedStream(
            Channel channel, MethodDescriptor<Q, Frame> method, Q request, RecordCheck check, ResumePoint position) {
        this.check = check;
        this.position = position;
        ClientCall<Q, Frame> opened = channel.newCall(method, CallOptions.DEFAULT);
        call = opened;
        opened.start(new Listener(), new Metadata());
        opened.sendMessage(request);
        opened.halfClose();
    }

    /** Takes so many messages more. */
    CheckedStream take(int messages) {
        call.request(messages);
        return this;
    }

    /** Takes everything from now on. */
    CheckedStream flow() {
        flowing = true;
        call.request(1);
        return this;
    }

    void cancel() {
        call.cancel("seen enough", null);
    }

    /** Lets time go by; answers whether the stream ended meanwhile. */
    boolean endsWithin(Duration time) throws InterruptedException {
        try {
            ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillOpen) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How it ended. It has. */
    Status end() {
        return ended.join();
    }

    private final class Listener extends ClientCall.Listener<Frame> {
        @Override
        public void onMessage(Frame frame) {
            int partition = frame.getBatch().getPartition();
            for (Record record : frame.getBatch().getRecordsList()) {
                check.accept(partition, record.getOffset(), text(record));
            }
            position.passed(frame);
            if (flowing) {
                call.request(1);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
        }

        private static String text(Record record) {
            return record.hasRaw() ? record.getRaw().toStringUtf8() : record.getJson();
        }
    }
}
