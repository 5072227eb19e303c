package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;

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
}
