package dev.dpg.system.bench.load;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long it is from asking for a product to its first record, over a connection that is open already, one time after the
 * other.
 *
 * @param tail at the tail, to which somebody writes meanwhile; otherwise from the beginning
 */
public record FirstRecords(String address, String product, boolean tail, int times)
        implements Task<FirstRecords.Times> {
    private static final long SECONDS_MAX = 20;
    private static final long MICROS_MAX = 60_000_000;
    private static final int DIGITS = 3;

    /** What it was. */
    public record Times(double p50Millis, double p99Millis) {
        static Times of(Histogram micros) {
            return new Times(micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
        }
    }

    static Histogram histogram() {
        return new Histogram(MICROS_MAX, DIGITS);
    }

    @Override
    public Times perform(Workbench bench) throws InterruptedException {
        Connections network = bench.keep("connection", Connections.class, () -> new Connections(address, 1));
        SubscribeRequest request = SubscribeRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(tail ? Edge.EDGE_LATEST : Edge.EDGE_EARLIEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
        Histogram micros = histogram();
        for (int i = 0; i < times; i++) {
            CountDownLatch first = new CountDownLatch(1);
            long start = System.nanoTime();
            FrameStream stream =
                    new FrameStream(network.get(0), DataServiceGrpc.getSubscribeMethod(), request, frame -> {
                        if (frame.getBatch().getRecordsCount() > 0) {
                            first.countDown();
                        }
                    });
            if (!first.await(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no record comes");
            }
            micros.recordValue((System.nanoTime() - start) / 1_000);
            stream.cancel();
        }
        return Times.of(micros);
    }

    @Override
    public Class<Times> answer() {
        return Times.class;
    }
}
