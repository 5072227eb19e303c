package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.LintResult.TopicUse;
import dev.dpg.gateway.product.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Holds a product document and its contracts to every {@link Rule} but those that only a cluster can answer, and compiles
 * them where nothing blocks. Pure and thread-safe; takes milliseconds for documents of the largest size.
 */
public final class DocumentLint {
    /** A document's size at most, in bytes. */
    public static final int BYTES_MAX = 192 * 1024;
    /** Output ports of a product at most; so many contracts are enough for it. */
    public static final int PORTS_MAX = 64;

    private final List<DomainScope> domains;

    /** @param domains those that may publish */
    public DocumentLint(Collection<DomainScope> domains) {
        this.domains = List.copyOf(domains);
    }

    /** All findings at once, and the ports where none blocks. Whatever the documents hold, nothing is thrown. */
    public LintResult lint(Document product, List<Document> contracts) {
        Findings findings = new Findings();
        Optional<ProductDraft> draft = root(product, findings).map(root -> new ProductReader(findings).read(root));
        List<ContractDraft> readable = new ArrayList<>();
        for (Document contract : contracts) {
            root(contract, findings).ifPresent(root -> readable.add(new ContractReader(findings).read(contract, root)));
        }
        if (draft.isEmpty()) {
            return new LintResult(List.of(), List.of(), findings.all());
        }
        boolean complete = readable.size() == contracts.size()
                && readable.stream().allMatch(contract -> contract.id().isPresent());
        ContractResolver resolver = new ContractResolver(readable, complete, findings);
        return compile(product, draft.get(), resolver, findings);
    }

    private LintResult compile(Document document, ProductDraft product, ContractResolver resolver, Findings findings) {
        Optional<DomainScope> scope = ScopeRules.domain(product.domain(), domains, findings);
        List<CompiledPort> ports = new ArrayList<>();
        List<TopicUse> topics = new ArrayList<>();
        for (ProductDraft.Port port : product.ports()) {
            Optional<ContractDraft> contract = resolver.resolve(port);
            if (scope.isPresent() && contract.isPresent()) {
                ScopeRules.compareDomain(contract.get(), scope.get(), findings);
                Optional<TopicUse> topic = ScopeRules.topicUse(contract.get(), scope.get(), findings);
                topic.ifPresent(topics::add);
                topic.flatMap(use -> new PortCompiler(document, product, scope.get(), findings)
                                .compile(port, contract.get(), use))
                        .ifPresent(ports::add);
            }
        }
        resolver.checkAll(product.ports());
        return new LintResult(findings.blocking() ? List.of() : ports, topics, findings.all());
    }

    private static Optional<Section> root(Document document, Findings findings) {
        return YamlReader.read(document, findings).flatMap(node -> Section.root(document.fileName(), node, findings));
    }
}
