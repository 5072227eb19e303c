package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle;
import java.time.Duration;
import java.util.List;

/**
 * What documents say of a port besides what is published of it.
 *
 * @param status where its documents want it: that of the product and the contract together
 * @param statusPlace where the contract says so
 * @param versionPlace where the contract has its version
 * @param productVersionPlace where the product document has its own
 * @param notice how long before its end a deprecation is announced
 * @param rules what the contract promises of each record
 */
public record PortTerms(
        Lifecycle.State status,
        Place statusPlace,
        Place versionPlace,
        Place productVersionPlace,
        Duration notice,
        List<RecordRule> rules) {
    public PortTerms {
        rules = List.copyOf(rules);
    }
}
