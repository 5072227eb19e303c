package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.Finding;
import java.util.List;

/**
 * What applying documents would do.
 *
 * @param findings all of them
 * @param ports one for each output port as far as it could be understood, in the document's order
 */
public record Plan(List<Finding> findings, List<PortPlan> ports) {
    public Plan {
        findings = List.copyOf(findings);
        ports = List.copyOf(ports);
    }

    /** Whether the documents would be published as they are. */
    public boolean applicable() {
        return findings.stream().noneMatch(Finding::blocks);
    }
}
