package dev.dpg.system.bench.load;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Opens readers at the tail of a product to which nobody writes, over connections of their own, and returns when all are there.
 * They stay as long as the load client.
 *
 * @param connection distinguishes these from others that were opened before
 */
public record OpenIdle(String address, String product, int readers, int connection) implements Task<Done> {
    private static final int PER_CONNECTION = 500;
    /** A gateway answers a limited number of openings at a time. */
    private static final int OPENING_MAX = 400;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public Done perform(Workbench bench) throws InterruptedException {
        Connections network = bench.keep(
                "idle connections " + connection,
                Connections.class,
                () -> new Connections(address, (readers + PER_CONNECTION - 1) / PER_CONNECTION));
        SubscribeRequest request = SubscribeRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
        Semaphore opening = new Semaphore(OPENING_MAX);
        for (int i = 0; i < readers; i++) {
            await(opening, 1);
            FrameStream stream =
                    new FrameStream(network.get(i), DataServiceGrpc.getSubscribeMethod(), request, frame -> {
                        if (frame.getState().getKind() == State.Kind.KIND_CAUGHT_UP) {
                            opening.release();
                        }
                    });
            if (stream.ended().isDone()) {
                throw new IllegalStateException(
                        "a stream ended with " + stream.ended().join());
            }
        }
        await(opening, OPENING_MAX);
        return new Done(readers);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }

    private static void await(Semaphore opening, int permits) throws InterruptedException {
        if (!opening.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("streams do not open");
        }
    }
}
