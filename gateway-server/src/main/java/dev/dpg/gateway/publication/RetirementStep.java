package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.LifecycleStep;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.PreconditionViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.Deprecation;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.PortName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends a line: one whose announced day has come, or that nobody reads, or that was never offered. One that is over stays so.
 *
 * @param readers asked where the day has not come
 * @param now the time of asking
 */
record RetirementStep(LiveReaders readers, Instant now) implements LifecycleStep {
    private static final Change EVERYTHING = Change.breaking("line.retired", "", "The line is retired.", "It ends.");

    @Override
    public Lifecycle next(PublishedPort port, Function<PortName, Optional<PublishedPort>> others) {
        Optional<Deprecation> deprecation = port.lifecycle().deprecation();
        switch (port.lifecycle().state()) {
            case ACTIVE ->
                throw Problem.of(
                                Reason.WRONG_STATE,
                                "\"" + port.name() + "\" is active: announce its end first (DeprecateProduct), so that"
                                        + " readers have time to leave")
                        .with("product", port.name().toString())
                        .asException();
            case DEPRECATED -> {
                Instant sunset = deprecation.map(Deprecation::sunsetTime).orElse(Instant.MIN);
                if (now.isBefore(sunset)) {
                    requireUnread(port, sunset);
                }
            }
            case DRAFT, PROPOSED, RETIRED -> {}
        }
        return new Lifecycle(State.RETIRED, deprecation);
    }

    private void requireUnread(PublishedPort port, Instant sunset) {
        List<AffectedReader> reading = AffectedReader.of(readers.of(port.name()), List.of(EVERYTHING));
        if (!reading.isEmpty()) {
            throw stillRead(port, sunset, reading);
        }
    }

    private static ProblemException stillRead(PublishedPort port, Instant sunset, List<AffectedReader> reading) {
        Problem problem = Problem.of(
                        Reason.WRONG_STATE,
                        "\"" + port.name() + "\" is promised until " + sunset + " and is still read, by "
                                + reading.get(0)
                                + (reading.size() > 1 ? " and " + (reading.size() - 1) + " more" : "")
                                + "; wait for that day, or until nobody reads it")
                .with("product", port.name().toString())
                .with("sunsetTime", sunset.toString());
        for (AffectedReader reader : reading) {
            problem = problem.with(new PreconditionViolation("reader", reader.clientId(), reader + "."));
        }
        return problem.asException();
    }
}
