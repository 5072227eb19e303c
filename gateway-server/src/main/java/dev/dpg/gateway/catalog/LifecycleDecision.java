package dev.dpg.gateway.catalog;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.state.Decision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link LifecycleRequest} does to the catalogue. Pure.
 *
 * @param request what is asked for
 * @param now the time of asking
 */
record LifecycleDecision(LifecycleRequest request, Instant now) implements Decision<CatalogEntry, PublishedPort> {
    @Override
    public Decided<CatalogEntry, PublishedPort> decide(Map<String, CatalogEntry> table) {
        Optional<CatalogEntry.Request> before = RequestMemory.find(table, request.requestId(), request.digest(), now);
        PublishedPort port = published(table, request.name()).orElseThrow(this::unknown);
        if (before.isPresent()) {
            return Decided.nothing(port);
        }
        Lifecycle next = request.step().next(port, name -> published(table, name));
        boolean same = next.equals(port.lifecycle());
        PublishedPort moved = same ? port : port.at(next);
        Map<String, Optional<CatalogEntry>> writes = new LinkedHashMap<>();
        RequestMemory.forgotten(table, now).forEach(key -> writes.put(key, Optional.empty()));
        if (!same) {
            writes.put(CatalogEntry.keyOf(port.name()), Optional.of(new CatalogEntry.Port(moved)));
        }
        AppliedPort.Outcome outcome = same ? AppliedPort.Outcome.UNCHANGED : AppliedPort.Outcome.UPDATED;
        var answer = new CatalogEntry.Answer(port.name(), port.version(), outcome, port.applyTime());
        writes.put(
                CatalogEntry.keyOf(request.requestId()),
                Optional.of(new CatalogEntry.Request(request.digest(), now, List.of(answer))));
        return new Decided<>(writes, moved);
    }

    private ProblemException unknown() {
        return Problem.of(Reason.PRODUCT_NOT_FOUND, "product \"" + request.name() + "\" does not exist")
                .with("product", request.name().toString())
                .asException();
    }

    private static Optional<PublishedPort> published(Map<String, CatalogEntry> table, PortName pinned) {
        return table.get(CatalogEntry.keyOf(pinned)) instanceof CatalogEntry.Port entry
                ? Optional.of(entry.port())
                : Optional.empty();
    }
}
