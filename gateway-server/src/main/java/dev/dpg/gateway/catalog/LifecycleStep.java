package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.PortName;
import java.util.Optional;
import java.util.function.Function;

/** Decides where a line stands next. It may be asked several times for one request, and has no effects. */
@FunctionalInterface
public interface LifecycleStep {
    /**
     * Where the line stands next; what it is already where nothing changes.
     *
     * @param now the line as it is
     * @param others finds other lines by their pinned names
     * @throws dev.dpg.gateway.problem.ProblemException to refuse
     */
    Lifecycle next(PublishedPort now, Function<PortName, Optional<PublishedPort>> others);
}
