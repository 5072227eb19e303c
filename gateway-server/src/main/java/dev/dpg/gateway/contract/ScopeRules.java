package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.LintResult.TopicUse;
import dev.dpg.gateway.product.PortName;
import java.util.Collection;
import java.util.Optional;

/** What a domain may publish, and where. The gateway can read every topic, so it must not be talked into any. Pure. */
final class ScopeRules {
    private static final String INTERNAL = "__";

    private ScopeRules() {}

    /** The domain that a product names. */
    static Optional<DomainScope> domain(Optional<Text> named, Collection<DomainScope> domains, Findings findings) {
        Optional<DomainScope> domain = named.flatMap(name -> domains.stream()
                .filter(known -> known.name().equals(name.value()))
                .findFirst());
        if (named.isPresent() && domain.isEmpty()) {
            findings.notOneOf(
                    Rule.PRODUCT_DOMAIN,
                    named.get(),
                    "The domain",
                    domains.stream().map(DomainScope::name).sorted().toList());
        }
        return domain;
    }

    /** Where a contract's records are; empty where it does not say so, or says what its domain may not. */
    static Optional<TopicUse> topicUse(ContractDraft contract, DomainScope scope, Findings findings) {
        Optional<Text> topic = contract.topic().filter(text -> mayUse(text, scope, findings));
        Optional<String> cluster = cluster(contract, scope, findings);
        if (topic.isEmpty() || cluster.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TopicUse(
                cluster.get(),
                topic.get().value(),
                topic.get().place(),
                contract.compacted(),
                contract.terms().retention()));
    }

    /** A draft need not say yet where its records will be. */
    static Optional<TopicUse> noneYet(ContractDraft contract, DomainScope scope) {
        return contract.isDraft() && contract.topic().isEmpty()
                ? Optional.of(new TopicUse(
                        scope.clusters().get(0), "", contract.place(), contract.compacted(), Optional.empty()))
                : Optional.empty();
    }

    /** Whether a domain can have this name. */
    static boolean isName(Text domain, Findings findings) {
        boolean wellFormed = PortName.isPart(domain.value());
        if (!wellFormed) {
            findings.add(
                    Rule.PRODUCT_DOMAIN,
                    domain.place(),
                    "The domain " + Findings.quoted(domain.value()) + " is not [a-z][a-z0-9_]*.",
                    "Name the domain as the gateway's configuration does.");
        }
        return wellFormed;
    }

    /** Says so where a contract names another domain than its product. */
    static void compareDomain(ContractDraft contract, DomainScope scope, Findings findings) {
        contract.domain()
                .filter(named -> !named.value().equals(scope.name()))
                .ifPresent(named -> findings.add(
                        Rule.CONTRACT_DOMAIN,
                        named.place(),
                        "The contract names the domain " + Findings.quoted(named.value()) + ", its product belongs to "
                                + Findings.quoted(scope.name()) + ".",
                        "Make them agree; the product's counts."));
    }

    private static boolean mayUse(Text topic, DomainScope scope, Findings findings) {
        boolean internal = topic.value().startsWith(INTERNAL);
        boolean within = scope.topicPrefixes().stream().anyMatch(topic.value()::startsWith);
        if (internal || !within) {
            String prefixes = scope.topicPrefixes().isEmpty()
                    ? "none is configured yet"
                    : String.join(", ", scope.topicPrefixes());
            findings.add(
                    Rule.CONTRACT_TOPIC_PREFIX,
                    topic.place(),
                    "The topic " + Findings.quoted(topic.value())
                            + (internal
                                    ? " is an internal one."
                                    : " is outside what the domain " + scope.name() + " may publish."),
                    "Use a topic that begins with one of the domain's prefixes (" + prefixes + ").");
        }
        return within && !internal;
    }

    private static Optional<String> cluster(ContractDraft contract, DomainScope scope, Findings findings) {
        if (contract.cluster().isEmpty()) {
            return Optional.of(scope.clusters().get(0));
        }
        Text named = contract.cluster().get();
        if (scope.clusters().contains(named.value())) {
            return Optional.of(named.value());
        }
        findings.notOneOf(Rule.CONTRACT_CLUSTER, named, "The cluster", scope.clusters());
        return Optional.empty();
    }
}
