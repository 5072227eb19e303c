package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.PositionOutOfRange;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.PortName;
import java.time.Instant;
import java.util.List;
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

    /** Where a start is. */
    CompletionStage<ResolvedPosition> start(StartAt wanted) {
        StartAt start = wanted instanceof StartAt.ProductDefault ? new StartAt.End(port.defaultStart()) : wanted;
        return topic().thenCompose(topic -> positions(topic, start)
                .thenApply(positions ->
                        new ResolvedPosition(port, topic, start, new ProductPosition(scope(topic), positions))));
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

    private CompletionStage<? extends SortedMap<Integer, PartitionPosition>> positions(
            TopicDescription topic, StartAt start) {
        if (start instanceof StartAt.Time at) {
            return atTime(topic, at.time());
        }
        if (start instanceof StartAt.Token token) {
            return afterToken(topic, token);
        }
        SortedMap<Integer, PartitionPosition> known;
        if (start instanceof StartAt.End end) {
            known = StartPositions.atEdge(topic, end.edge());
        } else if (start instanceof StartAt.Last last) {
            known = StartPositions.last(topic, last.offsets());
        } else if (start instanceof StartAt.Offsets named) {
            known = StartPositions.atOffsets(topic, named.offsets());
        } else {
            known = StartPositions.atEdge(topic, port.defaultStart());
        }
        return CompletableFuture.completedFuture(known);
    }

    private CompletionStage<SortedMap<Integer, PartitionPosition>> atTime(TopicDescription topic, Instant time) {
        return log.offsetsAt(topic, time).thenApply(StartPositions::at);
    }

    private CompletionStage<SortedMap<Integer, PartitionPosition>> afterToken(
            TopicDescription topic, StartAt.Token token) {
        ProductPosition given = PositionTokens.decode(token.token());
        var positions = StartPositions.after(topic, scope(topic), given, token.handled());
        return log.diverging(topic, positions).thenApply(diverging -> {
            requireNoneDiverging(topic, positions, diverging);
            return positions;
        });
    }

    private static void requireNoneDiverging(
            TopicDescription topic, SortedMap<Integer, PartitionPosition> positions, Map<Integer, Long> diverging) {
        if (!diverging.isEmpty()) {
            List<PositionOutOfRange> lost = new TreeMap<>(diverging)
                    .entrySet().stream()
                            .map(entry -> new PositionOutOfRange(
                                    entry.getKey(),
                                    offset(positions, entry.getKey()),
                                    topic.partitions().get(entry.getKey()).earliest(),
                                    entry.getValue()))
                            .toList();
            throw StartPositions.truncated(lost);
        }
    }

    private static long offset(Map<Integer, PartitionPosition> positions, int partition) {
        PartitionPosition position = positions.get(partition);
        return position == null ? 0 : position.nextOffset();
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
