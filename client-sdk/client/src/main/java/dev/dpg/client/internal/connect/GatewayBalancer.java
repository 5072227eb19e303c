package dev.dpg.client.internal.connect;

import io.grpc.Attributes;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connections of one channel: makes one when a call wants it, another one when those to a gateway are full, and
 * closes those that nobody uses. Everything runs in the channel's synchronization context.
 */
final class GatewayBalancer extends LoadBalancer {
    static final String POLICY = "dpg_gateways";

    /** What the resolver hands over: the channel's own settings. */
    static final Attributes.Key<Setup> SETUP = Attributes.Key.create("dpg-setup");

    /**
     * Settings of one channel.
     *
     * @param settings limits
     * @param leaving gateways to be asked last
     */
    record Setup(PoolSettings settings, LeavingGateways leaving) {}

    /** Longer than gRPC leaves a closed connection open. */
    private static final Duration LINGER = Duration.ofSeconds(6);

    private final Helper helper;
    private final LongSupplier nanoTime = System::nanoTime;
    private final long draw = ThreadLocalRandom.current().nextLong();
    private final Map<SocketAddress, GatewayAddress> addresses = new LinkedHashMap<>();
    /** Closed lately. */
    private final Set<PooledConnection> lingering = new HashSet<>();

    private @Nullable Setup setup;
    private boolean sweeping;
    private boolean closed;

    GatewayBalancer(Helper helper) {
        this.helper = helper;
    }

    @Override
    public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
        setup = resolved.getAttributes().get(SETUP);
        Set<SocketAddress> found = new HashSet<>();
        for (EquivalentAddressGroup group : resolved.getAddresses()) {
            for (SocketAddress address : group.getAddresses()) {
                found.add(address);
                addresses.computeIfAbsent(
                        address, key -> new GatewayAddress(new EquivalentAddressGroup(key, group.getAttributes())));
            }
        }
        addresses.values().removeIf(known -> !found.contains(known.address()) && closeAll(known));
        show();
        return Status.OK;
    }

    @Override
    public void handleNameResolutionError(Status error) {
        if (addresses.isEmpty()) {
            helper.updateBalancingState(
                    ConnectivityState.TRANSIENT_FAILURE, new FixedResultPicker(PickResult.withError(error)));
        }
    }

    @Override
    public void requestConnection() {
        addresses.keySet().stream().findFirst().ifPresent(this::connect);
    }

    @Override
    public void shutdown() {
        closed = true;
        addresses.values().forEach(this::closeAll);
        // A second time: gRPC leaves what is closed open for some seconds, unless the channel is ending.
        lingering.forEach(PooledConnection::close);
    }

    private void connect(SocketAddress address) {
        GatewayAddress wanted = addresses.get(address);
        Setup known = setup;
        if (closed || wanted == null || known == null) {
            return;
        }
        long toldAt = known.leaving().toldAt(address);
        boolean hasRoom = wanted.connections().stream()
                .anyMatch(made -> made.hasRoom(known.settings().streamsPerConnectionMax()) && made.isNewerThan(toldAt));
        if (!hasRoom && !wanted.isConnecting() && wanted.mayConnect(nanoTime.getAsLong())) {
            open(wanted);
            // So that calls look elsewhere when it takes too long.
            later(this::show, known.settings().connectPatience().toNanos());
            sweepLater();
        }
        show();
    }

    private void open(GatewayAddress wanted) {
        Subchannel subchannel = helper.createSubchannel(CreateSubchannelArgs.newBuilder()
                .setAddresses(wanted.group())
                .addOption(DISABLE_SUBCHANNEL_RECONNECT_KEY, true)
                .build());
        var connection = new PooledConnection(subchannel, nanoTime);
        wanted.connections().add(connection);
        subchannel.start(state -> changed(wanted, connection, state));
        subchannel.requestConnection();
    }

    private void changed(GatewayAddress address, PooledConnection connection, ConnectivityStateInfo state) {
        if (closed || !address.connections().contains(connection)) {
            return;
        }
        switch (state.getState()) {
            case READY -> {
                connection.becameReady();
                address.connected();
            }
            case TRANSIENT_FAILURE -> {
                drop(address, connection);
                address.failed(
                        state.getStatus(),
                        nanoTime.getAsLong(),
                        () -> ThreadLocalRandom.current().nextDouble());
                helper.refreshNameResolution();
            }
            case IDLE -> {
                if (connection.isReady()) {
                    drop(address, connection);
                    address.lost(nanoTime.getAsLong());
                    helper.refreshNameResolution();
                }
            }
            case CONNECTING, SHUTDOWN -> {}
        }
        show();
    }

    private void drop(GatewayAddress address, PooledConnection connection) {
        address.connections().remove(connection);
        connection.close();
        lingering.add(connection);
        later(() -> lingering.remove(connection), LINGER.toNanos());
    }

    private boolean closeAll(GatewayAddress address) {
        List.copyOf(address.connections()).forEach(connection -> drop(address, connection));
        return true;
    }

    private void show() {
        Setup known = setup;
        if (closed || known == null) {
            return;
        }
        List<ConnectionPicker.Choice> choices =
                addresses.values().stream().map(GatewayAddress::choice).toList();
        var shared = new ConnectionPicker.Shared(known.settings(), known.leaving(), nanoTime, this::connectSoon, draw);
        helper.updateBalancingState(state(), new ConnectionPicker(choices, shared));
    }

    private void connectSoon(SocketAddress address) {
        helper.getSynchronizationContext().execute(() -> connect(address));
    }

    private ConnectivityState state() {
        if (addresses.values().stream().anyMatch(GatewayAddress::isReady)) {
            return ConnectivityState.READY;
        }
        if (addresses.values().stream().anyMatch(GatewayAddress::isConnecting)) {
            return ConnectivityState.CONNECTING;
        }
        boolean allFailed =
                addresses.values().stream().allMatch(address -> address.choice().suspect());
        return allFailed ? ConnectivityState.TRANSIENT_FAILURE : ConnectivityState.IDLE;
    }

    private void sweepLater() {
        Setup known = setup;
        if (!sweeping && known != null) {
            sweeping = true;
            later(this::sweep, known.settings().unusedMax().toNanos() / 2);
        }
    }

    /** Closes what nobody used for a while; the last connection stays. */
    private void sweep() {
        sweeping = false;
        Setup known = setup;
        if (closed || known == null) {
            return;
        }
        long unusedMax = known.settings().unusedMax().toNanos();
        long ready = count();
        for (GatewayAddress address : addresses.values()) {
            for (PooledConnection connection : List.copyOf(address.connections())) {
                if (ready > 1 && connection.isReady() && connection.isUnusedFor(unusedMax)) {
                    drop(address, connection);
                    ready--;
                }
            }
        }
        if (ready > 1) {
            sweepLater();
        }
        show();
    }

    private long count() {
        return addresses.values().stream()
                .flatMap(address -> address.connections().stream())
                .filter(PooledConnection::isReady)
                .count();
    }

    private void later(Runnable task, long nanos) {
        helper.getSynchronizationContext()
                .schedule(task, nanos, TimeUnit.NANOSECONDS, helper.getScheduledExecutorService());
    }

    /** Makes balancers. */
    static final class Provider extends LoadBalancerProvider {
        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public int getPriority() {
            return 5;
        }

        @Override
        public String getPolicyName() {
            return POLICY;
        }

        @Override
        public LoadBalancer newLoadBalancer(Helper helper) {
            return new GatewayBalancer(helper);
        }
    }
}
