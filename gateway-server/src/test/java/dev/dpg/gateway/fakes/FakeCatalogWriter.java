package dev.dpg.gateway.fakes;

import dev.dpg.gateway.catalog.AppliedPort;
import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.catalog.ApplyRequest;
import dev.dpg.gateway.catalog.CatalogWriter;
import dev.dpg.gateway.catalog.LifecycleRequest;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A catalogue in memory that remembers what it was asked; it knows versions, and no request ids. */
public final class FakeCatalogWriter implements CatalogWriter {
    private final Map<PortName, PublishedPort> published = new HashMap<>();
    private final List<ApplyRequest> requests = new ArrayList<>();

    @Override
    public List<AppliedPort> apply(ApplyRequest request) {
        requests.add(request);
        return request.ports().stream().map(this::apply).toList();
    }

    @Override
    public PublishedPort change(LifecycleRequest request) {
        PublishedPort before = Objects.requireNonNull(published.get(request.name()), "a published line");
        PublishedPort after = before.at(request.step().next(before, name -> Optional.ofNullable(published.get(name))));
        published.put(after.name(), after);
        return after;
    }

    private AppliedPort apply(PublishedPort port) {
        PublishedPort before = published.get(port.name());
        int newer = before == null ? 1 : port.version().compareTo(before.version());
        if (before != null && newer <= 0) {
            if (newer == 0 && port.hasContractOf(before) && port.hasProductDocumentOf(before)) {
                return new AppliedPort(Outcome.UNCHANGED, before);
            }
            throw Problem.of(Reason.VERSION_EXISTS, before.version() + " is published")
                    .asException();
        }
        published.put(port.name(), port);
        return new AppliedPort(before == null ? Outcome.CREATED : Outcome.UPDATED, port);
    }

    /** Everything it was asked, in order. */
    public List<ApplyRequest> requests() {
        return List.copyOf(requests);
    }
}
