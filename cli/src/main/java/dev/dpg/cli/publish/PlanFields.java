package dev.dpg.cli.publish;

import dev.dpg.cli.terminal.Fields;
import dev.dpg.v1.AffectedReader;
import dev.dpg.v1.Change;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.PortPlan;
import dev.dpg.v1.QualityResult;
import java.util.ArrayList;
import java.util.List;

/** Plans of any number of products as one answer; what belongs to a port names it. */
final class PlanFields {
    private final List<Fields> ports = new ArrayList<>();
    private final List<Fields> changes = new ArrayList<>();
    private final List<Fields> readers = new ArrayList<>();
    private final List<Fields> quality = new ArrayList<>();
    private final List<Fields> findings = new ArrayList<>();
    private int applicable;
    private int plans;

    /** Adds one product's plan. */
    void add(PlanProductResponse plan) {
        plans++;
        applicable += plan.getApplicable() ? 1 : 0;
        plan.getPortsList().forEach(this::add);
        plan.getFindingsList().forEach(finding -> findings.add(FindingFields.of(finding)));
    }

    /** Whether every one of them would be published. */
    boolean isApplicable() {
        return applicable == plans;
    }

    /** How many there are, and how many would be published. */
    String summary() {
        return Words.count(plans, "product") + ", " + applicable + " can be applied, "
                + Words.count(findings.size(), "finding");
    }

    /** The answer. */
    Fields answer() {
        return new Fields()
                .with("applicable", isApplicable())
                .withEntries("ports", ports)
                .withEntries("changes", changes)
                .withEntries("affected_readers", readers)
                .withEntries("quality", quality)
                .withEntries("findings", findings);
    }

    private void add(PortPlan port) {
        ports.add(new Fields()
                .with("name", port.getProduct())
                .with("published", port.getPublishedVersion())
                .with("version", port.getVersion())
                .with("outcome", Words.constant(port.getOutcome(), "OUTCOME"))
                .with("step", Words.constant(port.getRequiredStep(), "STEP"))
                .with("required_version", port.getRequiredVersion())
                .with("sampled_records", port.getSampledRecords())
                .with("undecodable_records", port.getUndecodableRecords()));
        port.getChangesList().forEach(change -> changes.add(change(port.getProduct(), change)));
        port.getAffectedReadersList().forEach(reader -> readers.add(reader(port.getProduct(), reader)));
        port.getQualityList().forEach(result -> quality.add(quality(port.getProduct(), result)));
    }

    /** A change, with whether it breaks readers first, so that it meets the eye. */
    static Fields change(String product, Change change) {
        return new Fields()
                .with("breaks", change.getBreaking() ? "BREAKS" : "")
                .with("name", product)
                .with("rule", change.getRule())
                .with("path", change.getPath())
                .with("message", change.getMessage())
                .with("consequence", change.getConsequence());
    }

    private static Fields reader(String product, AffectedReader reader) {
        return new Fields()
                .with("reader", reader.getClientId().isEmpty() ? "(unnamed)" : reader.getClientId())
                .with("name", product)
                .with("streams", reader.getStreams())
                .withTexts("fields", reader.getFieldsList());
    }

    private static Fields quality(String product, QualityResult result) {
        return new Fields()
                .with("quality", result.getRule())
                .with("name", product)
                .with("path", result.getPath())
                .with("checked", result.getCheckedRecords())
                .with("failed", result.getFailedRecords())
                .with("blocking", result.getBlocking());
    }
}
