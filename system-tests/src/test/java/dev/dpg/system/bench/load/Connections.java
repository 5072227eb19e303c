package dev.dpg.system.bench.load;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Bare gRPC connections to one address, with the windows that the Java client has. What they bring comes on their event loops. */
final class Connections implements AutoCloseable {
    /** Messages that a stream asks for ahead. */
    static final int AHEAD = 8;

    private static final int WINDOW_BYTES = 8 * 1024 * 1024;
    private static final long END_SECONDS_MAX = 20;

    private final List<ManagedChannel> channels;

    Connections(String address, int count) {
        channels = Stream.generate(() -> NettyChannelBuilder.forTarget("dns:///" + address)
                        .usePlaintext()
                        .directExecutor()
                        .flowControlWindow(WINDOW_BYTES)
                        .build())
                .limit(count)
                .toList();
    }

    int count() {
        return channels.size();
    }

    ManagedChannel get(int number) {
        return channels.get(number % channels.size());
    }

    /** Ends them, and returns when nothing of theirs runs any more. */
    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        try {
            for (ManagedChannel channel : channels) {
                if (!channel.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("a connection does not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
