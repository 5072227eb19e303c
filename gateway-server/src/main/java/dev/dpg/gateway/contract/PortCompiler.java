package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.LintResult.TopicUse;
import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.ProtoName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what the documents say of one port. */
final class PortCompiler {
    private final Document document;
    private final ProductDraft product;
    private final DomainScope scope;
    private final Findings findings;

    PortCompiler(Document document, ProductDraft product, DomainScope scope, Findings findings) {
        this.document = document;
        this.product = product;
        this.scope = scope;
        this.findings = findings;
    }

    /** The port; empty where something it needs is missing, which was found before or is found here. */
    Optional<LintedPort> compile(ProductDraft.Port port, ContractDraft contract, TopicUse topic) {
        if (port.name().isEmpty()
                || port.version().isEmpty()
                || product.title().isEmpty()
                || product.version().isEmpty()) {
            return Optional.empty();
        }
        return name(port.name().get(), port.version().get())
                .map(name -> new LintedPort(
                        compiled(name, port, contract, topic),
                        terms(contract),
                        contract.terms().schemaPlaces()));
    }

    private CompiledPort compiled(PortName name, ProductDraft.Port port, ContractDraft contract, TopicUse topic) {
        return new CompiledPort(
                name,
                port.version().orElseThrow().value(),
                product.version().orElseThrow().value(),
                product.title().orElseThrow().value(),
                port.description().or(product::purpose).map(Text::value).orElse(""),
                product.team().map(Text::value).orElse(scope.owner()),
                product.support(),
                tags(port, contract),
                contract.fields(),
                contract.keyFields(),
                new Binding(topic.cluster(), topic.topic(), contract.format()),
                contract.schema(),
                contract.defaultStart(),
                contract.compacted(),
                document,
                contract.document());
    }

    private PortTerms terms(ContractDraft contract) {
        ContractTerms terms = contract.terms();
        return new PortTerms(
                DocumentHead.together(product.status(), terms.status()),
                terms.statusPlace(),
                contract.version().map(VersionText::place).orElseGet(contract::place),
                product.version().orElseThrow().place(),
                terms.notice(),
                terms.rules());
    }

    /** Both parts are well formed; together they may still be too long. */
    private Optional<PortName> name(Text port, VersionText version) {
        if (ProtoName.RESERVED_PACKAGES.contains(scope.name())) {
            findings.add(
                    Rule.PORT_TYPED_NAME,
                    port.place(),
                    "The typed service of a port of the domain " + Findings.quoted(scope.name())
                            + " would be among the services of " + scope.name() + " itself.",
                    "Publish it in a domain of another name than " + String.join(", ", ProtoName.RESERVED_PACKAGES)
                            + ".");
        }
        String dotted =
                scope.name() + "." + port.value() + ".v" + version.value().major();
        Optional<PortName> name = PortName.parse(dotted);
        if (name.isEmpty()) {
            findings.add(
                    Rule.PORT_NAME,
                    port.place(),
                    "The name " + Findings.quoted(dotted) + " is too long.",
                    "Shorten the port's name: domain, port and version together have at most 200 characters.");
        }
        return name;
    }

    private List<String> tags(ProductDraft.Port port, ContractDraft contract) {
        return Stream.of(product.tags(), port.tags(), contract.tags())
                .flatMap(List::stream)
                .map(Text::value)
                .distinct()
                .toList();
    }
}
