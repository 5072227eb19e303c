package dev.dpg.client.internal.connect;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks up a list of hosts and ports, each of which may be several machines. A name that cannot be found does not matter while
 * another one can. Asked again whenever a connection fails; the JVM keeps what it knows for a while
 * ({@code networkaddress.cache.ttl}). Belongs to the channel's synchronization context; look-ups run on its executor.
 */
final class AddressResolver extends NameResolver {
    static final String SCHEME = "dpg";

    /** What the channel's builder hands over. */
    static final Args.Key<Target> TARGET = Args.Key.create("dpg-target");

    private static final Duration REFRESH_INTERVAL_MIN = Duration.ofMillis(500);

    /**
     * Where gateways are.
     *
     * @param addresses hosts and ports, at least one
     * @param setup for the balancer
     */
    record Target(List<String> addresses, GatewayBalancer.Setup setup) {}

    private final Target target;
    private final SynchronizationContext serial;
    private final Executor lookUps;
    private @Nullable Listener2 listener;
    private boolean lookingUp;
    private long lookedUpNanos;

    private AddressResolver(Target target, Args args) {
        this.target = target;
        this.serial = args.getSynchronizationContext();
        this.lookUps = args.getOffloadExecutor();
    }

    @Override
    public String getServiceAuthority() {
        return target.addresses().get(0);
    }

    @Override
    public void start(Listener2 listener) {
        this.listener = listener;
        lookUp();
    }

    @Override
    public void refresh() {
        if (listener != null && System.nanoTime() - lookedUpNanos >= REFRESH_INTERVAL_MIN.toNanos()) {
            lookUp();
        }
    }

    @Override
    public void shutdown() {
        listener = null;
    }

    private void lookUp() {
        if (lookingUp) {
            return;
        }
        lookingUp = true;
        lookUps.execute(() -> {
            StatusOr<List<EquivalentAddressGroup>> found = find(target.addresses());
            serial.execute(() -> found(found));
        });
    }

    private void found(StatusOr<List<EquivalentAddressGroup>> groups) {
        lookingUp = false;
        lookedUpNanos = System.nanoTime();
        Listener2 told = listener;
        if (told != null) {
            var unused = told.onResult2(ResolutionResult.newBuilder()
                    .setAddressesOrError(groups)
                    .setAttributes(Attributes.newBuilder()
                            .set(GatewayBalancer.SETUP, target.setup())
                            .build())
                    .build());
        }
    }

    /** All machines behind a list of addresses; a failure only where there is none. Blocks. */
    static StatusOr<List<EquivalentAddressGroup>> find(List<String> addresses) {
        List<EquivalentAddressGroup> groups = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String address : addresses) {
            int colon = address.lastIndexOf(':');
            int port = Integer.parseInt(address.substring(colon + 1));
            var attributes = Attributes.newBuilder()
                    .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, address)
                    .build();
            try {
                for (InetAddress machine : InetAddress.getAllByName(address.substring(0, colon))) {
                    groups.add(new EquivalentAddressGroup(new InetSocketAddress(machine, port), attributes));
                }
            } catch (UnknownHostException e) {
                unknown.add(address);
            }
        }
        return groups.isEmpty()
                ? StatusOr.fromStatus(Status.UNAVAILABLE
                        .withDescription("no such host: " + String.join(", ", unknown))
                        .withCause(new UnknownHostException(String.join(", ", unknown))))
                : StatusOr.fromValue(groups);
    }

    /** Makes resolvers. */
    static final class Provider extends NameResolverProvider {
        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 5;
        }

        @Override
        public String getDefaultScheme() {
            return SCHEME;
        }

        @Override
        public @Nullable NameResolver newNameResolver(URI uri, Args args) {
            Target target = args.getArg(TARGET);
            return SCHEME.equals(uri.getScheme()) && target != null ? new AddressResolver(target, args) : null;
        }
    }
}
