package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.contract.VersionStep;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import java.util.List;
import java.util.Optional;

/**
 * What would become of one output port.
 *
 * @param name the pinned name
 * @param outcome what would become of the line
 * @param publishedVersion of the line, else of the newest line before it
 * @param version as the documents have it
 * @param requiredStep what the changes ask for
 * @param requiredVersion the first version that keeps it
 * @param changes against what is published
 * @param affected live readers of the line that a breaking change would hit
 * @param quality how the newest records keep the contract; empty where they were not looked at
 * @param sampled records that were looked at
 * @param undecodable of those, the ones that cannot be read as the contract says
 */
public record PortPlan(
        PortName name,
        Outcome outcome,
        Optional<SemanticVersion> publishedVersion,
        SemanticVersion version,
        VersionStep requiredStep,
        SemanticVersion requiredVersion,
        List<Change> changes,
        List<AffectedReader> affected,
        List<QualityResult> quality,
        long sampled,
        long undecodable) {
    public PortPlan {
        changes = List.copyOf(changes);
        affected = List.copyOf(affected);
        quality = List.copyOf(quality);
    }
}
