package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;

/**
 * What there is to read, and for whom. Thread-safe; nothing blocks.
 *
 * @param catalog knows products
 * @param access knows who may read them
 */
public record ReadableProducts(Catalog catalog, AccessStore access) {
    /**
     * A product as a caller may read it now.
     *
     * @throws dev.dpg.gateway.problem.ProblemException as {@link Catalog#readable} and {@link AccessStore#plan}
     */
    ReadableProduct named(String product, Claim claim) {
        PublishedPort port = catalog.readable(product);
        return new ReadableProduct(port, access.plan(claim.identity(), port.name(), claim.purpose()));
    }

    /**
     * Checks that a caller may read just what it might a moment ago: positions are looked up meanwhile, which can take long.
     *
     * @throws dev.dpg.gateway.problem.ProblemException as {@link AccessStore#plan}; {@code NOT_READY} where it is something else now
     */
    void requireStill(ReadableProduct before, Claim claim) {
        PublishedPort port = before.port();
        AccessPlan now = access.plan(claim.identity(), port.name(), claim.purpose());
        if (!now.givesTheSameAs(before.plan()) || isMaskedOtherwise(port, now)) {
            throw Problem.of(
                            Reason.NOT_READY,
                            "what may be read of " + port.name() + " has just changed; open the stream again")
                    .with(new Problem.RetryAfter(Duration.ZERO))
                    .asException();
        }
    }

    /** Whether a version that was published since gives less of what a plan says. */
    boolean isMaskedOtherwise(PublishedPort before, AccessPlan plan) {
        return catalog.find(before.name())
                .filter(port -> !port.version().equals(before.version()))
                .filter(port -> !PlanRules.masks(port, plan.given()).equals(PlanRules.masks(before, plan.given()))
                        || !port.keyFields().equals(before.keyFields()))
                .isPresent();
    }
}
