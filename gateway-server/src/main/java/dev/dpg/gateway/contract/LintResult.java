package dev.dpg.gateway.contract;

import java.util.List;
import java.util.Optional;

/**
 * What the lint makes of one product document and its contracts.
 *
 * @param domain the domain that the product document names, where it is known; also while findings block
 * @param understood the document's output ports as far as they could be understood, in its order; also while findings block
 * @param topics the topics that the ports are bound to, as far as they can be told and are within the domain's scope; also
 *     while findings block, so that whoever can ask the clusters adds to the same answer
 * @param findings all of them, in the order of the documents
 */
public record LintResult(
        Optional<String> domain, List<LintedPort> understood, List<TopicUse> topics, List<Finding> findings) {
    public LintResult {
        understood = List.copyOf(understood);
        topics = List.copyOf(topics);
        findings = List.copyOf(findings);
    }

    /** Whether a finding stands in the way of publishing. */
    public boolean blocking() {
        return findings.stream().anyMatch(Finding::blocks);
    }

    /** The document's output ports, in its order; none while a finding blocks. */
    public List<CompiledPort> ports() {
        return blocking()
                ? List.of()
                : understood.stream().map(LintedPort::port).toList();
    }

    /**
     * A topic that a contract names.
     *
     * @param cluster name of the cluster, one of the domain's
     * @param topic the topic's name
     * @param place where the contract names it
     * @param compacted whether the contract says that it is compacted
     * @param retention what the contract promises of how long records are kept
     */
    public record TopicUse(
            String cluster, String topic, Place place, boolean compacted, Optional<RetentionPromise> retention) {}
}
