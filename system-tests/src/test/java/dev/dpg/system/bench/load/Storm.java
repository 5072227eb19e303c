package dev.dpg.system.bench.load;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Very many readers open streams at once, all with a token of the beginning, and come again when they are told to. Returns when
 * each has everything and is at the tail; then all of them go.
 *
 * @param end the number after the last one of each partition
 * @param perConnection streams that share a connection
 */
public record Storm(String address, String product, int partitions, long end, int streams, int perConnection)
        implements Task<Storm.Passed> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * How it went.
     *
     * @param refused how often a stream was refused, with a delay
     * @param seconds until the last one was there
     * @param faults of the first reader with any, or refusals without a delay; empty: none
     */
    public record Passed(long refused, double seconds, String faults) {}

    @Override
    public Passed perform(Workbench bench) throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Connections network = new Connections(address, (streams + perConnection - 1) / perConnection)) {
            SubscribeRequest request = SubscribeRequest.newBuilder()
                    .setProduct(product)
                    .setStart(Start.newBuilder().setResumeToken(beginning(network)))
                    .setEncoding(Encoding.ENCODING_RAW)
                    .build();
            CountDownLatch arrived = new CountDownLatch(streams);
            List<StormReader> readers = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                readers.add(new StormReader(network.get(i), request, partitions, timer, arrived::countDown));
            }
            long start = System.nanoTime();
            readers.forEach(StormReader::open);
            boolean all = arrived.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            String missing = all ? "" : arrived.getCount() + " of " + streams + " readers are not served";
            timer.shutdownNow();
            return new Passed(
                    readers.stream().mapToLong(StormReader::refused).sum(),
                    seconds,
                    readers.stream()
                            .map(reader -> reader.faultsUpTo(end))
                            .filter(faults -> !faults.isEmpty())
                            .findFirst()
                            .orElse(missing));
        } finally {
            timer.shutdownNow();
        }
    }

    @Override
    public Class<Passed> answer() {
        return Passed.class;
    }

    private String beginning(Connections network) {
        return DataServiceGrpc.newBlockingStub(network.get(0))
                .resolvePosition(ResolvePositionRequest.newBuilder()
                        .setProduct(product)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .build())
                .getResumeToken();
    }
}
