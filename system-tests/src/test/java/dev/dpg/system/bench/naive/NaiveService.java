package dev.dpg.system.bench.naive;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ExecutorService;

/** Gives each call a reader on a thread of its own. */
final class NaiveService extends DataServiceGrpc.DataServiceImplBase {
    private final String bootstrapServers;
    private final int partitions;
    private final ExecutorService threads;

    NaiveService(String bootstrapServers, int partitions, ExecutorService threads) {
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
        this.threads = threads;
    }

    @Override
    public void read(ReadRequest request, StreamObserver<Frame> response) {
        start(request.getProduct(), true, request.getLimit(), response);
    }

    @Override
    public void subscribe(SubscribeRequest request, StreamObserver<Frame> response) {
        start(request.getProduct(), false, Long.MAX_VALUE, response);
    }

    private void start(String topic, boolean fromBeginning, long limit, StreamObserver<Frame> response) {
        NaiveReader reader = new NaiveReader((ServerCallStreamObserver<Frame>) response, limit);
        threads.execute(() -> reader.run(bootstrapServers, topic, partitions, fromBeginning));
    }
}
