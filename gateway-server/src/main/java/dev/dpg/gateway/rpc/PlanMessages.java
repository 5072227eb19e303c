package dev.dpg.gateway.rpc;

import dev.dpg.gateway.contract.VersionStep;
import dev.dpg.gateway.product.SemanticVersion;
import dev.dpg.gateway.publication.Plan;
import dev.dpg.gateway.publication.PortPlan;
import dev.dpg.v1.AffectedReader;
import dev.dpg.v1.Change;
import dev.dpg.v1.Finding;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.QualityResult;
import java.util.Comparator;
import java.util.List;

/** Plans: own types to messages. Pure. */
final class PlanMessages {
    /** What breaks readers, where not all changes can be told. */
    static final Comparator<dev.dpg.gateway.product.Change> BREAKING_FIRST =
            Comparator.comparing(change -> !change.breaking());

    /** Together they leave room for the rest within what clients take. */
    private static final int FINDINGS_BYTES_MAX = 1 << 20;

    private static final int PORTS_BYTES_MAX = 2 << 20;

    private PlanMessages() {}

    static PlanProductResponse plan(Plan plan) {
        AnswerRoom room = new AnswerRoom(PORTS_BYTES_MAX);
        return PlanProductResponse.newBuilder()
                .addAllFindings(findings(plan.findings()))
                .addAllPorts(plan.ports().stream().map(port -> port(port, room)).toList())
                .setApplicable(plan.applicable())
                .build();
    }

    /** Findings as far as there is room for them, blocking ones first where there is not. */
    static List<Finding> findings(List<dev.dpg.gateway.contract.Finding> findings) {
        return new AnswerRoom(FINDINGS_BYTES_MAX)
                .fitting(findings, Comparator.comparing(finding -> !finding.blocks()), ProductMessages::finding);
    }

    static Change change(dev.dpg.gateway.product.Change change) {
        return Change.newBuilder()
                .setRule(change.rule())
                .setPath(change.path())
                .setBreaking(change.breaking())
                .setMessage(change.message())
                .setConsequence(change.consequence())
                .build();
    }

    private static dev.dpg.v1.PortPlan port(PortPlan plan, AnswerRoom room) {
        return dev.dpg.v1.PortPlan.newBuilder()
                .setProduct(plan.name().toString())
                .setOutcome(ProductMessages.outcome(plan.outcome()))
                .setPublishedVersion(
                        plan.publishedVersion().map(SemanticVersion::toString).orElse(""))
                .setVersion(plan.version().toString())
                .setRequiredStep(step(plan.requiredStep()))
                .setRequiredVersion(plan.requiredVersion().toString())
                .addAllChanges(room.fitting(plan.changes(), BREAKING_FIRST, PlanMessages::change))
                .addAllQuality(room.fitting(
                        plan.quality(),
                        Comparator.comparing(dev.dpg.gateway.publication.QualityResult::failed)
                                .reversed(),
                        PlanMessages::quality))
                .setSampledRecords(plan.sampled())
                .setUndecodableRecords(plan.undecodable())
                .addAllAffectedReaders(room.fitting(
                        plan.affected(),
                        Comparator.comparing(dev.dpg.gateway.publication.AffectedReader::streams)
                                .reversed(),
                        PlanMessages::reader))
                .build();
    }

    private static dev.dpg.v1.PortPlan.Step step(VersionStep step) {
        return switch (step) {
            case NONE -> dev.dpg.v1.PortPlan.Step.STEP_NONE;
            case PATCH -> dev.dpg.v1.PortPlan.Step.STEP_PATCH;
            case MINOR -> dev.dpg.v1.PortPlan.Step.STEP_MINOR;
            case MAJOR -> dev.dpg.v1.PortPlan.Step.STEP_MAJOR;
        };
    }

    private static QualityResult quality(dev.dpg.gateway.publication.QualityResult result) {
        return QualityResult.newBuilder()
                .setRule(result.rule())
                .setPath(result.path())
                .setCheckedRecords(result.checked())
                .setFailedRecords(result.failed())
                .setBlocking(result.blocking())
                .build();
    }

    private static AffectedReader reader(dev.dpg.gateway.publication.AffectedReader reader) {
        return AffectedReader.newBuilder()
                .setClientId(reader.clientId())
                .setStreams(reader.streams())
                .addAllFields(reader.fields())
                .build();
    }
}
