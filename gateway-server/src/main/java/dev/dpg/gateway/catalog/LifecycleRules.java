package dev.dpg.gateway.catalog;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.Deprecation;
import dev.dpg.gateway.product.PortName;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Which lines are served, and what is said of those that end. Pure. */
public final class LifecycleRules {
    private LifecycleRules() {}

    /** The port, unless it is over. */
    static PublishedPort current(PublishedPort port) {
        if (port.lifecycle().state() != Lifecycle.State.RETIRED) {
            return port;
        }
        Optional<String> successor =
                port.lifecycle().deprecation().flatMap(Deprecation::successor).map(PortName::toString);
        Problem retired = Problem.of(
                        Reason.VERSION_RETIRED,
                        "\"" + port.name() + "\" is retired"
                                + successor
                                        .map(name -> "; read \"" + name + "\" instead")
                                        .orElse(" and nothing follows it"))
                .with("product", port.name().toString());
        throw successor
                .map(name -> retired.with("successor", name))
                .orElse(retired)
                .asException();
    }

    /** The port, where records are served. */
    static PublishedPort readable(PublishedPort port) {
        Lifecycle.State state = current(port).lifecycle().state();
        if (!state.readable()) {
            throw Problem.of(
                            Reason.WRONG_STATE,
                            "\"" + port.name() + "\" is a "
                                    + (state == Lifecycle.State.DRAFT ? "draft" : "proposal")
                                    + " of its domain and not offered yet; its owner is " + port.owner())
                    .with("product", port.name().toString())
                    .asException();
        }
        return port;
    }

    /** What a reader should know of an end in sight, as a sentence; empty where there is none. */
    public static Optional<String> warning(PublishedPort port) {
        return port.lifecycle().deprecation().map(deprecation -> sentence(port.name(), deprecation));
    }

    private static String sentence(PortName name, Deprecation deprecation) {
        LocalDate until = deprecation.sunsetTime().atOffset(ZoneOffset.UTC).toLocalDate();
        String next = deprecation
                .successor()
                .map(successor -> "; read \"" + successor + "\" instead")
                .orElse("");
        String reason = deprecation.reason().isEmpty() ? "" : ": " + deprecation.reason();
        return "\"" + name + "\" is deprecated and served until " + until + next + reason;
    }
}
