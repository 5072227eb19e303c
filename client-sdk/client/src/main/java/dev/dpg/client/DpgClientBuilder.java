package dev.dpg.client;

import dev.dpg.client.internal.connect.Encryption;
import dev.dpg.client.internal.connect.GatewayPool;
import dev.dpg.client.internal.connect.PoolSettings;
import dev.dpg.client.internal.credentials.CredentialsInterceptor;
import dev.dpg.client.internal.credentials.Tokens;
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
    private @Nullable Encryption encryption;
    private ClientSecurity.@Nullable Credentials credentials;
    private boolean tokensInTheClear;
    private RetrySettings retry = RetrySettings.DEFAULT;
    private final List<ClientInterceptor> interceptors = new ArrayList<>();
    private PoolSettings pool = PoolSettings.DEFAULT;
    private Optional<BatchDecoder> decoder = StoredFrames.installed();

    DpgClientBuilder() {}

    /**
     * Where gateways are. Streams spread over them by chance; one that is down or going away is avoided. A DNS name that
     * stands for several machines works the same. Default: the environment's {@code DPG_ADDRESS}, else {@code address} in
     * {@code ~/.config/dpg/config}, else {@code 127.0.0.1:7443}. On this machine the connection is in the clear, to any other
     * it is TLS, unless {@link #tls(TlsOptions)} or {@link #plaintext()} say so.
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

    /** Connects by TLS, wherever the gateway is, trusting the authorities that the JDK trusts. */
    public DpgClientBuilder tls() {
        return tls(TlsOptions.SYSTEM);
    }

    /**
     * Connects by TLS, wherever the gateway is. Default: the environment's {@code DPG_TLS} ({@code true} or {@code false}),
     * {@code DPG_CA}, {@code DPG_CERT} and {@code DPG_KEY}, else {@code tls}, {@code ca}, {@code cert} and {@code key} in the
     * file; without those in the clear to this machine and by TLS to any other.
     */
    public DpgClientBuilder tls(TlsOptions options) {
        this.encryption = ClientSecurity.encryption(options);
        return this;
    }

    /** Connects in the clear, also to other machines: for networks that encrypt by themselves. */
    public DpgClientBuilder plaintext() {
        this.encryption = Encryption.CLEAR;
        return this;
    }

    /**
     * Has every call say who the client is, by a token of this source. Default: the file that the environment's
     * {@code DPG_TOKEN_FILE} names, else the token in {@code DPG_TOKEN}, else {@code token_file} in the file; without those the
     * client does not say. Tokens are sent by TLS, and in the clear to this machine only.
     */
    public DpgClientBuilder credentials(TokenSource source) {
        this.credentials = ClientSecurity.Credentials.of(source);
        return this;
    }

    /** As {@link #credentials}, with one token for good: when it is refused, so are calls. */
    public DpgClientBuilder token(String token) {
        this.credentials = ClientSecurity.Credentials.ofToken(token);
        return this;
    }

    /**
     * As {@link #credentials}, with the token in a file, which may be written anew at any time, as Kubernetes does. While it cannot
     * be read, the token read before is used.
     */
    public DpgClientBuilder tokenFile(Path file) {
        this.credentials = ClientSecurity.Credentials.ofFile(file);
        return this;
    }

    /** Sends tokens to other machines also in the clear: only for networks that encrypt by themselves. */
    public DpgClientBuilder tokensInTheClear() {
        this.tokensInTheClear = true;
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

    /**
     * Makes the client. Connects when it is first used.
     *
     * @throws IllegalArgumentException where settings do not go together, or a file of TLS cannot be read; the message says which
     */
    public DpgClient connect() {
        var home = Path.of(System.getProperty("user.home", "."));
        var lookup = new SettingsLookup(System.getenv(), home);
        var settings = ClientSettings.find(address, clientId, lookup);
        return channel == null ? connect(settings, lookup) : connect(channel, settings.clientId());
    }

    private DpgClient connect(ClientSettings settings, SettingsLookup lookup) {
        var security = ClientSecurity.find(encryption, credentials, tokensInTheClear, lookup);
        security.check(settings.addresses());
        var threads = new ClientThreads();
        var own = new GatewayPool(
                settings.addresses(), pool, security.encryption(), threads.workers(), SdkThread.named("dpg-network"));
        var channel = intercepted(own.channel(), security.credentials(), threads);
        var gateways = new GatewayCalls.Gateways(channel, own.leaving()::add);
        return new DpgClient(
                runtime(gateways, settings.clientId(), security.credentials(), threads),
                threads,
                settings.addresses(),
                security.tls(settings.addresses()),
                own::close);
    }

    /** What the environment says of encryption and tokens is not for a channel that is somebody else's. */
    private DpgClient connect(Channel given, String name) {
        if (encryption != null) {
            throw new IllegalArgumentException(
                    "a channel that is given is encrypted as it is; leave out tls() and plaintext()");
        }
        var threads = new ClientThreads();
        var known = Optional.ofNullable(credentials);
        var gateways = new GatewayCalls.Gateways(intercepted(given, known, threads), address -> {});
        return new DpgClient(
                runtime(gateways, name, known, threads),
                threads,
                List.of(given.authority()),
                Optional.empty(),
                () -> {});
    }

    private ClientRuntime runtime(
            GatewayCalls.Gateways gateways,
            String name,
            Optional<ClientSecurity.Credentials> known,
            ClientThreads threads) {
        boolean renewable = known.isPresent() && known.get().renewable();
        return new ClientRuntime(
                gateways,
                name,
                threads.workers(),
                timers == null ? threads : timers,
                renewable ? retry.renewing() : retry,
                decoder);
    }

    /** Whatever else is done to a call is done before it gets its token. */
    private Channel intercepted(Channel bare, Optional<ClientSecurity.Credentials> known, ClientThreads threads) {
        Channel channel = known.map(who -> ClientInterceptors.intercept(
                        bare,
                        new CredentialsInterceptor(
                                new Tokens(who.tokens(), threads.credentials()), who.renewable(), tokensInTheClear)))
                .orElse(bare);
        return ClientInterceptors.intercept(channel, interceptors);
    }
}
