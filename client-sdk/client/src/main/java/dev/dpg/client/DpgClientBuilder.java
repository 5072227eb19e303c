package dev.dpg.client;

import dev.dpg.client.internal.connect.GatewayPool;
import dev.dpg.client.internal.connect.PoolSettings;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.client.internal.stored.BatchDecoder;
import dev.dpg.client.internal.stored.StoredFrames;
import dev.dpg.client.internal.stream.ClientThreads;
import dev.dpg.client.internal.stream.GatewayCalls;
import dev.dpg.client.internal.stream.SdkThread;
import dev.dpg.client.internal.stream.Timers;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how to reach a gateway. Made by {@link DpgClient#builder()}; not thread-safe. */
public final class DpgClientBuilder {
    private @Nullable String address;
    private @Nullable String clientId;
    private @Nullable Channel channel;
    private @Nullable Timers timers;
    private RetrySettings retry = RetrySettings.DEFAULT;
    private final List<ClientInterceptor> interceptors = new ArrayList<>();
    private PoolSettings pool = PoolSettings.DEFAULT;
    private Optional<BatchDecoder> decoder = StoredFrames.installed();

    DpgClientBuilder() {}

    /**
     * Where gateways are. Streams spread over them by chance; one that is down or going away is avoided. A DNS name that
     * stands for several machines works the same. Default: the environment's {@code DPG_ADDRESS}, else {@code address} in
     * {@code ~/.config/dpg/config}, else {@code 127.0.0.1:7443}. On this machine the connection is in the clear, to any other
     * it is TLS.
     *
     * @param hostAndPort for instance {@code gateway.example:7443}; without a port it is 7443; several with commas between
     *     them, at most 32, for gateways that offer the same
     */
    public DpgClientBuilder address(String hostAndPort) {
        this.address = hostAndPort;
        return this;
    }

    /**
     * A name for this program that people recognise in logs and session lists, at most 128 printable characters. Default:
     * the environment's {@code DPG_CLIENT_ID}, else {@code client_id} in the file, else {@code dpg-java}.
     */
    public DpgClientBuilder clientId(String name) {
        this.clientId = name;
        return this;
    }

    /**
     * Use a channel that exists, for instance an in-process one, instead of making one. It stays the caller's: closing the
     * client does not close it.
     */
    public DpgClientBuilder channel(Channel channel) {
        this.channel = channel;
        return this;
    }

    /**
     * Has everything that goes over the network pass an interceptor of gRPC: one that traces, counts, or adds a header. The
     * one given last sees a call first.
     */
    public DpgClientBuilder interceptor(ClientInterceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /**
     * Whether streams with {@link Encoding#RAW}, without a filter, keys and fields, take history as batches that are still
     * compressed as Kafka stores them, and decode them here. What they bring is the same. Default: yes, where
     * {@code dpg-kafka-batches} is on the class path; without it never.
     */
    public DpgClientBuilder kafkaBatches(boolean wanted) {
        this.decoder = wanted ? StoredFrames.installed() : Optional.empty();
        return this;
    }

    /** Decode what is stored in another way. */
    DpgClientBuilder decoder(BatchDecoder decoder) {
        this.decoder = Optional.of(decoder);
        return this;
    }

    /** Use another clock. */
    DpgClientBuilder timers(Timers timers) {
        this.timers = timers;
        return this;
    }

    /** Keep streams alive in another way. */
    DpgClientBuilder retry(RetrySettings retry) {
        this.retry = retry;
        return this;
    }

    /** Keep connections in another way. */
    DpgClientBuilder pool(PoolSettings pool) {
        this.pool = pool;
        return this;
    }

    /** Makes the client. Connects when it is first used. */
    public DpgClient connect() {
        var home = Path.of(System.getProperty("user.home", "."));
        var settings = ClientSettings.find(address, clientId, System.getenv(), home);
        var threads = new ClientThreads();
        var clock = timers == null ? threads : timers;
        if (channel != null) {
            var gateways =
                    new GatewayCalls.Gateways(ClientInterceptors.intercept(channel, interceptors), address -> {});
            var runtime = new ClientRuntime(gateways, settings.clientId(), threads.workers(), clock, retry, decoder);
            return new DpgClient(runtime, threads, List.of(channel.authority()), () -> {});
        }
        var own = new GatewayPool(settings.addresses(), pool, threads.workers(), SdkThread.named("dpg-network"));
        var gateways = new GatewayCalls.Gateways(
                ClientInterceptors.intercept(own.channel(), interceptors), own.leaving()::add);
        var runtime = new ClientRuntime(gateways, settings.clientId(), threads.workers(), clock, retry, decoder);
        return new DpgClient(runtime, threads, settings.addresses(), own::close);
    }
}
