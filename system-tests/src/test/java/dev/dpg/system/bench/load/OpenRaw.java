package dev.dpg.system.bench.load;

import dev.dpg.system.fixture.RawConnection;
import dev.dpg.system.fixture.Resources;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Opens readers at the tail that behave as badly as HTTP/2 lets them, each on a connection of its own. They stay until {@link
 * EndRaw}.
 *
 * @param trickling whether each accepts a byte a second; otherwise it lets the gateway send as much as it likes, and never reads
 */
public record OpenRaw(String address, String product, int readers, boolean trickling) implements Task<Done> {
    static final String NAME = "raw readers";

    private static final int STREAM = 1;
    private static final int WINDOW_BYTES = Integer.MAX_VALUE;

    @Override
    public Done perform(Workbench bench) {
        Resources sockets = new Resources();
        bench.keep(NAME, AutoCloseable.class, () -> sockets::closeAll);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        sockets.add(clock::shutdownNow);
        SubscribeRequest request = SubscribeRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
        for (int i = 0; i < readers; i++) {
            RawConnection connection = trickling
                    ? RawConnection.to(address, sockets).answering().greet(1)
                    : RawConnection.deafTo(address, sockets).greet(WINDOW_BYTES);
            connection.call(STREAM, DataServiceGrpc.getSubscribeMethod().getFullMethodName(), request);
            if (trickling) {
                var unused = clock.scheduleAtFixedRate(() -> connection.grant(STREAM, 1), 1, 1, TimeUnit.SECONDS);
            }
        }
        return new Done(readers);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
