package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.AppliedPort;
import dev.dpg.gateway.contract.Finding;
import java.util.List;

/**
 * What was published.
 *
 * @param ports the output ports of the product document, in its order
 * @param findings what would be better otherwise; none of them blocks
 */
public record Publication(List<AppliedPort> ports, List<Finding> findings) {
    public Publication {
        ports = List.copyOf(ports);
        findings = List.copyOf(findings);
    }
}
