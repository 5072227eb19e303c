package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.Finding;
import java.util.List;

/**
 * How the newest records of a port keep its contract.
 *
 * @param quality one for each rule; empty where nothing was looked at
 * @param sampled records that were looked at
 * @param undecodable of those, the ones that cannot be read as the contract says
 * @param findings what follows from it
 */
record SampleReport(List<QualityResult> quality, long sampled, long undecodable, List<Finding> findings) {
    /** Nothing was looked at. */
    static final SampleReport NONE = new SampleReport(List.of(), 0, 0, List.of());

    SampleReport {
        quality = List.copyOf(quality);
        findings = List.copyOf(findings);
    }
}
