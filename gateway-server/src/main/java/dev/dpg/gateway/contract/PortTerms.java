package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle;
import java.time.Duration;

/**
 * What documents say of a port besides what is published of it.
 *
 * @param status where its documents want it: that of the product and the contract together
 * @param statusPlace where the contract says so
 * @param versionPlace where the contract has its version
 * @param productVersionPlace where the product document has its own
 * @param notice how long before its end a deprecation is announced
 */
public record PortTerms(
        Lifecycle.State status, Place statusPlace, Place versionPlace, Place productVersionPlace, Duration notice) {}
