package dev.dpg.client;

import dev.dpg.client.internal.stream.ClientThreads;
import dev.dpg.client.internal.stream.SdkThread;
import io.grpc.Channel;
import java.lang.ref.Cleaner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A connection to one or several gateways: the way to all data products. One for a program is enough; thread-safe. Makes a few daemon
 * threads, named {@code dpg-…}, and lets them go when closed.
 */
public final class DpgClient implements AutoCloseable {
    private final ClientRuntime runtime;
    private final ClientThreads threads;
    private final List<String> addresses;
    private final Optional<TlsOptions> tls;
    private final Runnable closeChannel;
    /** What is to be closed with this. Guarded by itself. */
    private final Set<AutoCloseable> open = new LinkedHashSet<>();

    /** Guarded by {@code open}. */
    private boolean closed;

    DpgClient(
            ClientRuntime runtime,
            ClientThreads threads,
            List<String> addresses,
            Optional<TlsOptions> tls,
            Runnable closeChannel) {
        this.runtime = runtime;
        this.threads = threads;
        this.addresses = List.copyOf(addresses);
        this.tls = tls;
        this.closeChannel = closeChannel;
    }

    /**
     * A client with settings from the environment ({@code DPG_ADDRESS}, {@code DPG_CLIENT_ID}), else from
     * {@code ~/.config/dpg/config}, else for {@code 127.0.0.1:7443}. Returns at once: the connection is made when it is first
     * used, and made again whenever it breaks.
     */
    public static DpgClient connect() {
        return builder().connect();
    }

    /** A client for the gateway at this address, or at several with commas between them; otherwise as {@link #connect()}. */
    public static DpgClient connect(String hostAndPort) {
        return builder().address(hostAndPort).connect();
    }

    /** For all other settings. */
    public static DpgClientBuilder builder() {
        return new DpgClientBuilder();
    }

    /**
     * Reads a bounded part of a product.
     *
     * @param product dotted name: {@code sales.orders} (newest active major) or {@code sales.orders.v1}
     */
    public ReadBuilder read(String product) {
        return new ReadBuilder(this, product);
    }

    /**
     * Follows a product.
     *
     * @param product dotted name: {@code sales.orders} (newest active major) or {@code sales.orders.v1}
     */
    public SubscriptionBuilder subscribe(String product) {
        return new SubscriptionBuilder(this, product);
    }

    /**
     * Reads a bounded part of a product, with values of a type: a record, made from JSON, a generated protobuf message, or what a
     * {@link DecoderProvider} knows.
     *
     * @throws IllegalArgumentException if nothing is known to decode into it
     */
    public <T> TypedReadBuilder<T> read(String product, Class<T> type) {
        return new TypedReadBuilder<>(read(product), Decoders.of(type));
    }

    /**
     * Follows a product, with values of a type, as {@link #read(String, Class)}.
     *
     * @throws IllegalArgumentException if nothing is known to decode into it
     */
    public <T> TypedSubscriptionBuilder<T> subscribe(String product, Class<T> type) {
        return new TypedSubscriptionBuilder<>(subscribe(product), Decoders.of(type));
    }

    /** Hosts and ports of the gateways, with their ports; of a channel that was given to the builder, its authority. */
    public List<String> addresses() {
        return addresses;
    }

    /** How connections are encrypted; empty where they are in the clear, and for a channel that was given to the builder. */
    public Optional<TlsOptions> tls() {
        return tls;
    }

    /** The gRPC channel, for generated stubs of calls that this class does not offer. Closed with this client. */
    public Channel channel() {
        return runtime.gateways().channel();
    }

    /**
     * Closes all that is open: subscriptions by {@link CloseMode#RELEASE}, reads at once, then the connection. Returns when
     * all is closed, except on threads of the SDK (in a handler or listener), where closing goes on by itself.
     */
    @Override
    public void close() {
        if (SdkThread.isCurrent()) {
            new Thread(this::closeAll, "dpg-closer").start();
        } else {
            closeAll();
        }
    }

    ClientRuntime runtime() {
        return runtime;
    }

    Cleaner cleaner() {
        return threads.cleaner();
    }

    /** Has something closed with this client; the answer takes it back. */
    Runnable register(AutoCloseable stream) {
        synchronized (open) {
            if (closed) {
                throw new IllegalStateException("this client is closed; connect another one");
            }
            open.add(stream);
        }
        return () -> {
            synchronized (open) {
                open.remove(stream);
            }
        };
    }

    private void closeAll() {
        List<AutoCloseable> streams;
        synchronized (open) {
            if (closed) {
                return;
            }
            closed = true;
            streams = List.copyOf(open);
        }
        for (AutoCloseable stream : streams) {
            closeQuietly(stream);
        }
        closeChannel.run();
        threads.close();
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            System.getLogger(DpgClient.class.getName()).log(System.Logger.Level.WARNING, "closing a stream failed", e);
        }
    }
}
