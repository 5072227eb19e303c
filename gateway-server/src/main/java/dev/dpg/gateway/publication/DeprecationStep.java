package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.LifecycleStep;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.DocumentLinks;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.Deprecation;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.PortName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Announces the end of a line. One that is announced already may be announced anew, with another successor, reason or date, but
 * never so that its readers have less time than they were told.
 *
 * @param deprecation what is announced
 * @param now the time of asking
 */
record DeprecationStep(Deprecation deprecation, Instant now) implements LifecycleStep {
    @Override
    public Lifecycle next(PublishedPort port, Function<PortName, Optional<PublishedPort>> others) {
        State state = port.lifecycle().state();
        if (!state.readable()) {
            throw wrongState(
                    port,
                    state == State.RETIRED
                            ? "is retired already"
                            : "is not offered yet, so that nobody has to be told of its end; retire it");
        }
        requireNotice(port);
        deprecation.successor().ifPresent(successor -> requireOffered(port, successor, others));
        return new Lifecycle(State.DEPRECATED, Optional.of(deprecation));
    }

    private void requireNotice(PublishedPort port) {
        Duration notice = DocumentLinks.noticeOf(port.contractDocument());
        Optional<Instant> announced = port.lifecycle().deprecation().map(Deprecation::sunsetTime);
        Instant earliest = announced.orElseGet(() -> now.plus(notice));
        if (deprecation.sunsetTime().isBefore(earliest)) {
            throw RequestRules.bad(
                    "sunset_time",
                    "has to be " + earliest + " or later: "
                            + (announced.isPresent()
                                    ? "its readers were told so already"
                                    : "the contract promises its readers " + notice.toDays()
                                            + " days of notice (deprecationNoticeDays)"));
        }
    }

    private static void requireOffered(
            PublishedPort port, PortName successor, Function<PortName, Optional<PublishedPort>> others) {
        if (successor.equals(port.name())) {
            throw RequestRules.bad("successor", "is the line itself; name the one that follows it");
        }
        PublishedPort next = others.apply(successor)
                .orElseThrow(() -> RequestRules.bad("successor", "\"" + successor + "\" does not exist"));
        if (next.lifecycle().state() != State.ACTIVE) {
            throw wrongState(next, "is not active, so that readers cannot be sent there");
        }
    }

    private static ProblemException wrongState(PublishedPort port, String sentence) {
        return Problem.of(Reason.WRONG_STATE, "\"" + port.name() + "\" " + sentence)
                .with("product", port.name().toString())
                .asException();
    }
}
