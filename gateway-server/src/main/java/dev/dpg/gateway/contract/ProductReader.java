package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.PortName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an ODPS v1.0 document and holds it to the rules that concern it alone. */
final class ProductReader {
    private static final String KIND = "DataProduct";
    private static final String API_VERSION = "v1.0.0";

    private static final String MEMBERS = "members";

    private final Findings findings;

    ProductReader(Findings findings) {
        this.findings = findings;
    }

    ProductDraft read(Section root) {
        DocumentHead.check(root, findings, KIND, API_VERSION);
        State status = DocumentHead.status(root, findings, Rule.PRODUCT_STATUS);
        root.text("id", Rule.PRODUCT_ID, "Give the product an id that never changes, for instance a UUID.");
        Optional<Text> title = root.text("name", Rule.PRODUCT_NAME, "Give the product a name that people recognise.");
        Optional<VersionText> version = VersionText.read(root, Rule.PRODUCT_VERSION, findings);
        Optional<Text> domain =
                root.text("domain", Rule.PRODUCT_DOMAIN, "Name the domain that answers for the product.");
        checkSupport(root);
        checkOwner(root, status);
        return new ProductDraft(
                title,
                version,
                status,
                domain,
                root.section("description").flatMap(description -> description.text("purpose")),
                root.section("team").flatMap(team -> team.text("name")),
                root.sections("support").stream()
                        .flatMap(ProductReader::channel)
                        .toList(),
                root.texts("tags"),
                ports(root));
    }

    private void checkSupport(Section root) {
        if (root.isEmpty("support")) {
            findings.add(
                    Rule.PRODUCT_SUPPORT,
                    root.place("support"),
                    "The product names no channel for questions.",
                    "Add an entry with channel and url under support.");
        }
    }

    /** Somebody has to answer for what is offered: of those who are named as owners one has to stay. */
    private void checkOwner(Section root, State status) {
        Optional<Section> team = root.section("team").filter(named -> !named.isEmpty(MEMBERS));
        boolean owned = team.isEmpty()
                || team.get().sections(MEMBERS).stream()
                        .anyMatch(member -> member.text("role")
                                        .filter(role -> role.value().equalsIgnoreCase("owner"))
                                        .isPresent()
                                && !member.has("dateOut"));
        if (status == State.ACTIVE && !owned) {
            findings.add(
                    Rule.PRODUCT_OWNER,
                    root.section("team").orElse(root).place(MEMBERS),
                    "None of the team's members is its owner and stays: nobody would answer for an active product.",
                    "Give a member without dateOut \"role: owner\".");
        }
    }

    /** The contract ids that the document's ports name, without a word on anything that is wrong with it. */
    static Set<String> contractIds(Section root) {
        return root.sections("outputPorts").stream()
                .flatMap(port -> port.text("contractId").stream())
                .map(Text::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A support channel as an address where it has one. */
    private static Stream<String> channel(Section support) {
        return support.text("url").or(() -> support.text("channel")).map(Text::value).stream();
    }

    private List<ProductDraft.Port> ports(Section root) {
        if (root.isEmpty("outputPorts")) {
            findings.add(
                    Rule.PRODUCT_PORTS,
                    root.place("outputPorts"),
                    "The product has no output port: there is nothing to read.",
                    "Add an entry with name, version and contractId under outputPorts.");
        }
        List<ProductDraft.Port> ports =
                root.sections("outputPorts").stream().map(this::port).toList();
        if (ports.size() > DocumentLint.PORTS_MAX) {
            findings.add(
                    Rule.PRODUCT_PORTS,
                    ports.get(DocumentLint.PORTS_MAX).place(),
                    "The product has more than " + DocumentLint.PORTS_MAX + " output ports.",
                    "Spread them over several products.");
        }
        refuseDuplicates(ports);
        return ports;
    }

    private ProductDraft.Port port(Section port) {
        return new ProductDraft.Port(
                port.place(),
                portName(port),
                VersionText.read(port, Rule.PORT_VERSION, findings),
                port.text("contractId", Rule.PORT_CONTRACT, "Name the id of the contract that the port keeps."),
                port.text("description"),
                port.texts("tags"));
    }

    private Optional<Text> portName(Section port) {
        Optional<Text> name = port.text("name", Rule.PORT_NAME, "Give the port a name, unique in its domain.");
        return name.filter(text -> {
            boolean wellFormed = PortName.isPart(text.value());
            if (!wellFormed) {
                findings.add(
                        Rule.PORT_NAME,
                        text.place(),
                        "The port name " + Findings.quoted(text.value()) + " is not [a-z][a-z0-9_]*.",
                        "Begin with a small letter, go on with small letters, digits and \"_\": it becomes part of"
                                + " <domain>.<port>.v<major>.");
            }
            return wellFormed;
        });
    }

    private void refuseDuplicates(List<ProductDraft.Port> ports) {
        Map<String, Place> seen = new HashMap<>();
        for (ProductDraft.Port port : ports) {
            if (port.name().isEmpty() || port.version().isEmpty()) {
                continue;
            }
            String line = port.name().get().value() + ".v"
                    + port.version().get().value().major();
            Place first = seen.putIfAbsent(line, port.place());
            if (first != null) {
                findings.add(
                        Rule.PORT_DUPLICATE,
                        port.place(),
                        "The port " + line + " stands here a second time; the first is in line " + first.line() + ".",
                        "Keep the newest version of each major line.");
            }
        }
    }
}
