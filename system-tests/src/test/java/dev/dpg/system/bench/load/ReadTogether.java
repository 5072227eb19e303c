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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many readers at once read a history from its beginning to its end, on bare gRPC, over connections that stay open.
 *
 * @param end the number after the last one of each partition
 * @param connections that the readers share
 */
public record ReadTogether(String address, String product, int partitions, long end, int readers, int connections)
        implements Task<PassResult> {
    private static final long SECONDS_MAX = 600;

    /** One reader; fed on its connection's event loop. */
    private static final class Reader {
        private final SequenceCheck check;
        private long bytes;

        Reader(int partitions) {
            check = SequenceCheck.from(0, partitions);
        }

        void take(Frame frame) {
            for (Record record : frame.getBatch().getRecordsList()) {
                byte[] value = record.getRaw().toByteArray();
                bytes += value.length;
                check.accept(frame.getBatch().getPartition(), Stamped.number(value));
            }
        }
    }

    @Override
    public PassResult perform(Workbench bench) throws Exception {
        Connections network = bench.keep("connections", Connections.class, () -> new Connections(address, connections));
        ReadRequest request = ReadRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
        List<Reader> all = new ArrayList<>();
        List<FrameStream> streams = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < readers; i++) {
            Reader reader = new Reader(partitions);
            all.add(reader);
            streams.add(new FrameStream(network.get(i), DataServiceGrpc.getReadMethod(), request, reader::take));
        }
        String faults = "";
        for (int i = 0; i < readers; i++) {
            Status status = streams.get(i).ended().get(SECONDS_MAX, TimeUnit.SECONDS);
            String found = all.get(i).check.faultsUpTo(end);
            if (faults.isEmpty() && !(status.isOk() && found.isEmpty())) {
                faults = "ended with " + status + "; " + found;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long records = all.stream().mapToLong(reader -> reader.check.received()).sum();
        long bytes = all.stream().mapToLong(reader -> reader.bytes).sum();
        return new PassResult(records, bytes, seconds, faults);
    }

    @Override
    public Class<PassResult> answer() {
        return PassResult.class;
    }
}
