package dev.dpg.system.bench.load;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

/**
 * Reads the hits of {@link WriteEvents} from beginning to end, and weighs them.
 *
 * @param perPartition how many hits there are in each partition
 * @param oneIn how many records there are for one hit
 */
public record ReadFiltered(String address, String product, int partitions, long perPartition, int oneIn)
        implements Task<ReadFiltered.Weighed> {
    private static final long SECONDS_MAX = 180;
    private static final String FILTER = "value.id == 'hit'";

    /**
     * What came.
     *
     * @param sentBytes of all messages
     * @param matchingBytes of the records in them
     * @param faults that the receiver found; empty: none
     */
    public record Weighed(long records, long sentBytes, long matchingBytes, double seconds, String faults) {}

    /** Fed on the connection's event loop. */
    private static final class Scales {
        private final long[] nextOffset;
        private final int oneIn;
        private long records;
        private long sent;
        private long matching;
        private long wrong;

        Scales(int partitions, int oneIn) {
            nextOffset = new long[partitions];
            this.oneIn = oneIn;
        }

        void take(Frame frame) {
            sent += frame.getSerializedSize();
            for (Record record : frame.getBatch().getRecordsList()) {
                int partition = frame.getBatch().getPartition();
                records++;
                matching += record.getSerializedSize();
                wrong += record.getOffset() == nextOffset[partition] ? 0 : 1;
                nextOffset[partition] = record.getOffset() + oneIn;
            }
        }
    }

    @Override
    public Weighed perform(Workbench bench) throws Exception {
        Connections network = bench.keep("connection", Connections.class, () -> new Connections(address, 1));
        ReadRequest request = ReadRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .setFilter(FILTER)
                .build();
        Scales scales = new Scales(partitions, oneIn);
        long start = System.nanoTime();
        FrameStream stream = new FrameStream(network.get(0), DataServiceGrpc.getReadMethod(), request, scales::take);
        Status status = stream.ended().get(SECONDS_MAX, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean sound = status.isOk() && scales.wrong == 0 && scales.records == perPartition * partitions;
        String faults = sound
                ? ""
                : "ended with " + status + " after " + scales.records + " hits of " + perPartition * partitions + ", "
                        + scales.wrong + " of them not the next one";
        return new Weighed(scales.records, scales.sent, scales.matching, seconds, faults);
    }

    @Override
    public Class<Weighed> answer() {
        return Weighed.class;
    }
}
