package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.PortName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks starts and bounds up in one product's log. Asks the log only for what it must. */
final class PositionResolver {
    private final PublishedPort port;
    private final RecordLog log;

    PositionResolver(PublishedPort port, RecordLog log) {
        this.port = port;
        this.log = log;
    }

    /** Where a start is; fails where the log does not hold it and that is not to be bridged. */
    CompletionStage<ResolvedPosition> start(StartAt wanted, OnExpired onExpired) {
        StartAt start = wanted instanceof StartAt.ProductDefault ? new StartAt.End(port.defaultStart()) : wanted;
        return topic().thenCompose(topic -> resumption(topic, start, onExpired)
                .thenApply(resumption -> new ResolvedPosition(port, topic, start, resumption)));
    }

    /** For each partition the first offset that is not read any more; empty for a stream that never ends. */
    CompletionStage<Optional<Map<Integer, Long>>> stop(TopicDescription topic, StopAt stop) {
        if (stop instanceof StopAt.Never) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return bounds(topic, stop).thenApply(bounds -> {
            Map<Integer, Long> until = new TreeMap<>();
            StartPositions.notBeyondHead(topic, bounds)
                    .forEach((partition, position) -> until.put(partition, position.nextOffset()));
            return Optional.of(until);
        });
    }

    private CompletionStage<TopicDescription> topic() {
        return log.describe(port.binding().topic()).thenApply(found -> found.orElseThrow(() -> noLog().asException()));
    }

    private CompletionStage<Resumption> resumption(TopicDescription topic, StartAt start, OnExpired onExpired) {
        if (start instanceof StartAt.Token token) {
            return afterToken(topic, token, onExpired);
        }
        if (start instanceof StartAt.Time at) {
            return atTime(topic, at.time()).thenApply(found -> Resumption.at(position(topic, found)));
        }
        return CompletableFuture.completedFuture(
                start instanceof StartAt.Offsets named
                        ? Resumption.inSameLog(
                                topic,
                                position(topic, StartPositions.atOffsets(topic, named.offsets())),
                                Map.of(),
                                onExpired)
                        : Resumption.at(position(topic, held(topic, start))));
    }

    /** Starts that are defined by what the log holds. */
    private SortedMap<Integer, PartitionPosition> held(TopicDescription topic, StartAt start) {
        if (start instanceof StartAt.End end) {
            return StartPositions.atEdge(topic, end.edge());
        }
        return start instanceof StartAt.Last last
                ? StartPositions.last(topic, last.offsets())
                : StartPositions.atEdge(topic, port.defaultStart());
    }

    private CompletionStage<SortedMap<Integer, PartitionPosition>> atTime(TopicDescription topic, Instant time) {
        return log.offsetsAt(topic, time).thenApply(StartPositions::at);
    }

    private CompletionStage<Resumption> afterToken(TopicDescription topic, StartAt.Token token, OnExpired onExpired) {
        ProductPosition given = PositionTokens.decode(token.token());
        ProductPosition position = StartPositions.after(topic, scope(topic), given, token.handled());
        if (!position.scope().equals(scope(topic))) {
            return CompletableFuture.completedFuture(Resumption.inNewLog(topic, position, onExpired));
        }
        return log.diverging(topic, position.partitions())
                .thenApply(parted -> Resumption.inSameLog(topic, position, parted, onExpired));
    }

    private CompletionStage<? extends Map<Integer, PartitionPosition>> bounds(TopicDescription topic, StopAt stop) {
        if (stop instanceof StopAt.Time at) {
            return atTime(topic, at.time());
        }
        if (stop instanceof StopAt.Token token) {
            ProductPosition given = PositionTokens.decode(token.token());
            StartPositions.requireScope(scope(topic), given.scope());
            return CompletableFuture.completedFuture(given.partitions());
        }
        return CompletableFuture.completedFuture(StartPositions.atEdge(topic, Edge.LATEST));
    }

    private ProductPosition position(TopicDescription topic, SortedMap<Integer, PartitionPosition> partitions) {
        return new ProductPosition(scope(topic), partitions);
    }

    private Scope scope(TopicDescription topic) {
        PortName name = port.name();
        return new Scope(name.unpinned().toString(), port.version().major(), topic.clusterId(), topic.id());
    }

    private Problem noLog() {
        String message = "the records of " + port.name() + " are gone: its log does not exist any more; ask "
                + port.owner() + ", who owns it";
        return Problem.of(Reason.WRONG_STATE, message);
    }
}
