package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.VersionStep;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.SemanticVersion;
import java.util.List;
import java.util.Optional;

/**
 * What a port's documents would do to what is published.
 *
 * @param outcome what would become of the line
 * @param before the line as it is, else the newest line of the port before it
 * @param changes against that one
 * @param step what they ask of the version
 * @param requiredVersion the first one that keeps it
 * @param lifecycle where the line would stand
 * @param affected live readers of the line that breaking changes would hit
 * @param findings what stands in the way
 */
record PortJudgement(
        Outcome outcome,
        Optional<PublishedPort> before,
        List<Change> changes,
        VersionStep step,
        SemanticVersion requiredVersion,
        Lifecycle lifecycle,
        List<AffectedReader> affected,
        List<Finding> findings) {
    PortJudgement {
        changes = List.copyOf(changes);
        affected = List.copyOf(affected);
        findings = List.copyOf(findings);
    }
}
