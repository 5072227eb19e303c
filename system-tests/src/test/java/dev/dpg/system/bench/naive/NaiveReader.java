package dev.dpg.system.bench.naive;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.dpg.system.bench.load.NativeSettings;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.State;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** One subscriber. {@link #run} is its thread; the call's callbacks wake it. */
final class NaiveReader {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ServerCallStreamObserver<Frame> call;
    private final long limit;
    /** Somebody has something to tell: the call takes more, or is over. */
    private final Semaphore news = new Semaphore(0);

    private long sent;

    /** To be made before the service method returns. */
    NaiveReader(ServerCallStreamObserver<Frame> call, long limit) {
        this.call = call;
        this.limit = limit;
        call.setOnReadyHandler(news::release);
        call.setOnCancelHandler(news::release);
    }

    void run(String bootstrapServers, String topic, int partitions, boolean fromBeginning) {
        try (KafkaConsumer<byte[], byte[]> consumer = NativeSettings.consumer(bootstrapServers, topic, partitions)) {
            if (fromBeginning) {
                consumer.seekToBeginning(consumer.assignment());
            } else {
                consumer.seekToEnd(consumer.assignment());
                consumer.assignment().forEach(consumer::position);
                call.onNext(caughtUp());
            }
            while (!call.isCancelled() && sent < limit) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (sent == limit || !awaitReady()) {
                        break;
                    }
                    call.onNext(frame(record));
                    sent++;
                }
            }
            if (!call.isCancelled()) {
                call.onCompleted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the call takes a message; false: nobody is there any more. */
    private boolean awaitReady() throws InterruptedException {
        while (!call.isReady()) {
            if (call.isCancelled()) {
                return false;
            }
            news.acquire();
            news.drainPermits();
        }
        return true;
    }

    private static Frame caughtUp() {
        return Frame.newBuilder()
                .setState(State.newBuilder().setKind(State.Kind.KIND_CAUGHT_UP))
                .build();
    }

    private static Frame frame(ConsumerRecord<byte[], byte[]> record) {
        Record.Builder message = Record.newBuilder()
                .setOffset(record.offset())
                .setTime(Timestamp.newBuilder()
                        .setSeconds(record.timestamp() / 1_000)
                        .setNanos((int) (record.timestamp() % 1_000) * 1_000_000))
                .setRaw(ByteString.copyFrom(record.value()));
        return Frame.newBuilder()
                .setBatch(RecordBatch.newBuilder()
                        .setPartition(record.partition())
                        .addRecords(message))
                .build();
    }
}
