package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import dev.dpg.gateway.catalog.PublishedPort;

/**
 * A product as somebody may read it now.
 *
 * @param port the product
 * @param plan what may be read of it
 */
record ReadableProduct(PublishedPort port, AccessPlan plan) {}
