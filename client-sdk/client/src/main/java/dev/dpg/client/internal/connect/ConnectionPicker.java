package dev.dpg.client.internal.connect;

import io.grpc.CallOptions;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a connection for a call. Each stream brings a random number, and the gateways have an order by that number
 * (rendezvous hashing), so that streams spread evenly over any set of gateways, without anybody keeping count; calls without a
 * number share one. Those that could not be reached lately come after the others, and those that are going away come last, over
 * another connection: another gateway may answer at the same address.
 *
 * <p>A snapshot, asked from any thread. A call that gets no connection is asked for again after every change.
 */
final class ConnectionPicker extends SubchannelPicker {
    /** Which order a call takes; absent: the channel's. */
    static final CallOptions.Key<Long> DRAW = CallOptions.Key.create("dpg-draw");

    /** Spreads the bits of a number over all others (the finalizer of SplitMix64). */
    private static final long MIX_1 = 0xbf58476d1ce4e5b9L;

    private static final long MIX_2 = 0x94d049bb133111ebL;

    /**
     * Where a call could go.
     *
     * @param address the gateway's
     * @param ready connections, the oldest first
     * @param connecting one that is being made, if any
     * @param connections how many there are
     * @param suspect whether it could not be reached lately
     * @param retry what is known of the attempts
     */
    record Choice(
            SocketAddress address,
            List<PooledConnection> ready,
            @Nullable PooledConnection connecting,
            int connections,
            boolean suspect,
            Retry retry) {
        /** The first connection with room, so that later ones empty, and close. */
        Optional<PooledConnection> withRoom(int streamsMax, long toldAtNanos) {
            return ready.stream()
                    .filter(connection -> connection.hasRoom(streamsMax) && connection.isNewerThan(toldAtNanos))
                    .findFirst();
        }
    }

    /**
     * When an address may be tried again.
     *
     * @param notBeforeNanos not before
     * @param lastFailure why it failed last
     */
    record Retry(long notBeforeNanos, @Nullable Status lastFailure) {}

    private final List<Choice> choices;
    private final PoolSettings settings;
    private final LeavingGateways leaving;
    private final LongSupplier nanoTime;
    private final Consumer<SocketAddress> connect;
    private final long channelDraw;

    /**
     * @param choices all addresses
     * @param shared what pickers of one channel share
     */
    ConnectionPicker(List<Choice> choices, Shared shared) {
        this.choices = choices;
        this.settings = shared.settings();
        this.leaving = shared.leaving();
        this.nanoTime = shared.nanoTime();
        this.connect = shared.connect();
        this.channelDraw = shared.draw();
    }

    /**
     * What pickers of one channel share.
     *
     * @param settings limits
     * @param leaving gateways to be asked last
     * @param nanoTime a monotonic clock
     * @param connect has a connection made to an address, soon; from any thread
     * @param draw of calls that bring none
     */
    record Shared(
            PoolSettings settings,
            LeavingGateways leaving,
            LongSupplier nanoTime,
            Consumer<SocketAddress> connect,
            long draw) {}

    @Override
    public PickResult pickSubchannel(PickSubchannelArgs call) {
        Long draw = call.getCallOptions().getOption(DRAW);
        List<Choice> ordered = inOrder(draw == null ? channelDraw : draw);
        boolean somethingUnderWay = false;
        for (Choice choice : ordered) {
            Optional<PooledConnection> connection = withRoom(choice, leaving.toldAt(choice.address()));
            if (connection.isPresent()) {
                return connection.get().pick();
            }
            boolean underWay = choice.connecting() != null || startConnecting(choice);
            somethingUnderWay |= underWay;
            if (underWay && !choice.suspect() && isWorthWaiting(choice)) {
                return PickResult.withNoResult();
            }
        }
        return somethingUnderWay ? PickResult.withNoResult() : lastResort(ordered);
    }

    /** A gateway that is going away says so better than nobody. */
    private PickResult lastResort(List<Choice> ordered) {
        return ordered.stream()
                .flatMap(choice -> withRoom(choice, LeavingGateways.NOT_LEAVING).stream())
                .findFirst()
                .map(PooledConnection::pick)
                .orElseGet(() -> PickResult.withError(whyNot()));
    }

    private Optional<PooledConnection> withRoom(Choice choice, long toldAtNanos) {
        return choice.withRoom(settings.streamsPerConnectionMax(), toldAtNanos);
    }

    private boolean startConnecting(Choice choice) {
        boolean may = choice.connections() < settings.connectionsPerGatewayMax()
                && (!choice.suspect() || nanoTime.getAsLong() - choice.retry().notBeforeNanos() >= 0);
        if (may) {
            connect.accept(choice.address());
        }
        return may;
    }

    private boolean isWorthWaiting(Choice choice) {
        PooledConnection connecting = choice.connecting();
        return connecting == null
                || connecting.ageNanos() < settings.connectPatience().toNanos();
    }

    private Status whyNot() {
        return choices.stream()
                .map(choice -> choice.retry().lastFailure())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Status.UNAVAILABLE.withDescription(
                        "all connections to the gateway carry as many streams as they may"));
    }

    private List<Choice> inOrder(long draw) {
        if (choices.size() == 1) {
            return choices;
        }
        return choices.stream()
                .sorted(Comparator.comparingLong((Choice choice) -> leaving.toldAt(choice.address()))
                        .thenComparing(Choice::suspect)
                        .thenComparingLong(
                                choice -> mix(draw ^ mix(choice.address().hashCode()))))
                .toList();
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * MIX_1;
        mixed = (mixed ^ (mixed >>> 27)) * MIX_2;
        return mixed ^ (mixed >>> 31);
    }
}
