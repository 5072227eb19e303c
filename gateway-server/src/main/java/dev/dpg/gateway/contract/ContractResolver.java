package dev.dpg.gateway.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the contract of each port: the one with the id that the port names and with the port's version. Versions have to be
 * equal, not only their majors: the port's version says which contract is in force, and a reader who sees {@code 1.4.0} at a
 * port must find exactly that contract behind it. So one id may come in several versions, one for each major line.
 */
final class ContractResolver {
    private final List<ContractDraft> contracts;
    private final boolean complete;
    private final Findings findings;

    /**
     * @param contracts those that could be read
     * @param complete whether that is all of them, each with an id; otherwise a contract that is not there is no finding,
     *     since it may well be the one that cannot be read
     * @param findings where to note what is wrong
     */
    ContractResolver(List<ContractDraft> contracts, boolean complete, Findings findings) {
        this.contracts = contracts;
        this.complete = complete;
        this.findings = findings;
    }

    /** The clusters that contracts name. */
    Stream<String> clusters() {
        return contracts.stream()
                .flatMap(contract -> contract.cluster().stream())
                .map(Text::value);
    }

    /** The port's contract. */
    Optional<ContractDraft> resolve(ProductDraft.Port port) {
        return port.contractId().flatMap(id -> {
            List<ContractDraft> named = contracts.stream()
                    .filter(contract -> contract.hasId(id.value()))
                    .toList();
            if (named.isEmpty()) {
                refuseUnknown(id);
                return Optional.empty();
            }
            Optional<ContractDraft> exact = named.stream()
                    .filter(contract -> sameVersion(contract, port))
                    .findFirst();
            if (exact.isEmpty()) {
                refuseVersion(port, named);
            }
            return exact.or(() -> named.stream().findFirst());
        });
    }

    /** Notes contracts that are there twice, and those that no port names. */
    void checkAll(List<ProductDraft.Port> ports) {
        Map<String, Place> seen = new HashMap<>();
        for (ContractDraft contract : contracts) {
            contract.id().ifPresent(id -> {
                refuseDuplicate(contract, id, seen);
                boolean used = ports.stream()
                        .flatMap(port -> port.contractId().stream())
                        .anyMatch(named -> named.value().equals(id.value()));
                if (!used) {
                    findings.add(
                            Rule.CONTRACT_UNUSED,
                            id.place(),
                            "No output port of the product names this contract.",
                            "Name it as contractId of a port, or leave the document out.");
                }
            });
        }
    }

    private void refuseDuplicate(ContractDraft contract, Text id, Map<String, Place> seen) {
        if (contract.version().isEmpty()) {
            return;
        }
        Place first =
                seen.putIfAbsent(id.value() + " " + contract.version().get().value(), id.place());
        if (first != null) {
            findings.add(
                    Rule.CONTRACT_DUPLICATE,
                    id.place(),
                    "A contract with this id and version was given already, by " + first.file() + ".",
                    "Keep one of them, or give this one its own id or version.");
        }
    }

    private void refuseUnknown(Text id) {
        if (!complete) {
            return;
        }
        List<String> ids = contracts.stream()
                .flatMap(contract -> contract.id().stream())
                .map(Text::value)
                .distinct()
                .sorted()
                .toList();
        findings.add(
                Rule.PORT_CONTRACT,
                id.place(),
                "No contract with the id " + Findings.quoted(id.value()) + " was given.",
                ids.isEmpty() ? "Give its document along." : Findings.suggestion(id.value(), ids));
    }

    private void refuseVersion(ProductDraft.Port port, List<ContractDraft> named) {
        List<String> versions = named.stream()
                .flatMap(contract -> contract.version().stream())
                .map(version -> version.value().toString())
                .toList();
        if (port.version().isPresent() && !versions.isEmpty()) {
            findings.add(
                    Rule.PORT_CONTRACT_VERSION,
                    port.version().get().place(),
                    "The port has version " + port.version().get().value() + ", its contract "
                            + String.join(" and ", versions) + ".",
                    "Give both the same version.");
        }
    }

    private static boolean sameVersion(ContractDraft contract, ProductDraft.Port port) {
        return contract.version().map(VersionText::value).equals(port.version().map(VersionText::value));
    }
}
