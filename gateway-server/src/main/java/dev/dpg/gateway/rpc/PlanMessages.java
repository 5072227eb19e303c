package dev.dpg.gateway.rpc;

import dev.dpg.gateway.contract.VersionStep;
import dev.dpg.gateway.product.SemanticVersion;
import dev.dpg.gateway.publication.Plan;
import dev.dpg.gateway.publication.PortPlan;
import dev.dpg.v1.AffectedReader;
import dev.dpg.v1.Change;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.QualityResult;

/** Plans: own types to messages. Pure. */
final class PlanMessages {
    private PlanMessages() {}

    static PlanProductResponse plan(Plan plan) {
        return PlanProductResponse.newBuilder()
                .addAllFindings(
                        plan.findings().stream().map(ProductMessages::finding).toList())
                .addAllPorts(plan.ports().stream().map(PlanMessages::port).toList())
                .setApplicable(plan.applicable())
                .build();
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

    private static dev.dpg.v1.PortPlan port(PortPlan plan) {
        return dev.dpg.v1.PortPlan.newBuilder()
                .setProduct(plan.name().toString())
                .setOutcome(ProductMessages.outcome(plan.outcome()))
                .setPublishedVersion(
                        plan.publishedVersion().map(SemanticVersion::toString).orElse(""))
                .setVersion(plan.version().toString())
                .setRequiredStep(step(plan.requiredStep()))
                .setRequiredVersion(plan.requiredVersion().toString())
                .addAllChanges(plan.changes().stream().map(PlanMessages::change).toList())
                .addAllQuality(
                        plan.quality().stream().map(PlanMessages::quality).toList())
                .setSampledRecords(plan.sampled())
                .setUndecodableRecords(plan.undecodable())
                .addAllAffectedReaders(
                        plan.affected().stream().map(PlanMessages::reader).toList())
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
