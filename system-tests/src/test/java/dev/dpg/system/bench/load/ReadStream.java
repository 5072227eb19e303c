package dev.dpg.system.bench.load;

import dev.dpg.system.bench.check.SequenceCheck;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the beginning of a history by a stream on bare gRPC, over a connection that stays open from pass to pass.
 *
 * @param limit records in all
 */
public record ReadStream(String address, String product, int partitions, long limit) implements Task<PassResult> {
    private static final long SECONDS_MAX = 180;

    @Override
    public PassResult perform(Workbench bench) throws Exception {
        Connections connections = bench.keep("connection", Connections.class, () -> new Connections(address, 1));
        SequenceCheck check = SequenceCheck.from(0, partitions);
        AtomicLong bytes = new AtomicLong();
        ReadRequest request = ReadRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .setLimit(limit)
                .build();
        long start = System.nanoTime();
        FrameStream stream = new FrameStream(
                connections.get(0),
                DataServiceGrpc.getReadMethod(),
                request,
                frame -> bytes.addAndGet(received(frame, check)));
        Status end = stream.ended().get(SECONDS_MAX, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        String faults = end.isOk() && check.received() == limit
                ? check.faults()
                : "ended with " + end + " after " + check.received() + " records; " + check.faults();
        return new PassResult(check.received(), bytes.get(), seconds, faults);
    }

    @Override
    public Class<PassResult> answer() {
        return PassResult.class;
    }

    private static long received(Frame frame, SequenceCheck check) {
        long bytes = 0;
        for (Record record : frame.getBatch().getRecordsList()) {
            byte[] value = record.getRaw().toByteArray();
            bytes += value.length;
            check.accept(frame.getBatch().getPartition(), Stamped.number(value));
        }
        return bytes;
    }
}
