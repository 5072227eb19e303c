package dev.dpg.system.bench.naive;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code NaiveGateway PORT BOOTSTRAP_SERVERS PARTITIONS}: serves topics by their names as products, with the same frames as the
 * real one, as gateways are usually written: each subscriber has a consumer and a thread, and each record is a message.
 */
public final class NaiveGateway {
    private static final int READERS_MAX = 2_000;

    private NaiveGateway() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        ExecutorService threads = Executors.newFixedThreadPool(READERS_MAX);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(new NaiveService(arguments[1], Integer.parseInt(arguments[2]), threads))
                .build()
                .start();
        server.awaitTermination();
    }
}
