package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.LintResult.TopicUse;
import dev.dpg.gateway.product.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Holds a product document and its contracts to every {@link Rule} but those that only a cluster can answer, and compiles
 * them where nothing blocks. Pure and thread-safe; takes milliseconds for documents of the largest size.
 */
public final class DocumentLint {
    /** A document's size at most, in bytes. */
    public static final int BYTES_MAX = 192 * 1024;
    /** Output ports of a product at most; so many contracts are enough for it. */
    public static final int PORTS_MAX = 64;

    private static final String ANY_CLUSTER = "main";

    /** Those that may publish; empty: any. */
    private final Optional<List<DomainScope>> domains;

    /** Names of schema registries; empty: any. */
    private final Optional<List<String>> registries;

    /**
     * @param domains those that may publish
     * @param registries names of the schema registries that contracts may name
     */
    public DocumentLint(Collection<DomainScope> domains, Collection<String> registries) {
        this(Optional.of(List.copyOf(domains)), Optional.of(List.copyOf(registries)));
    }

    /** @param domains those that may publish; there is no schema registry */
    public DocumentLint(Collection<DomainScope> domains) {
        this(domains, List.of());
    }

    private DocumentLint(Optional<List<DomainScope>> domains, Optional<List<String>> registries) {
        this.domains = domains;
        this.registries = registries;
    }

    /**
     * A lint that knows no gateway: every domain, cluster, topic and schema registry may be what the documents name. It says nothing of what
     * only a gateway knows, and everything else.
     */
    public static DocumentLint offline() {
        return new DocumentLint(Optional.empty(), Optional.empty());
    }

    /** All findings at once, and the ports where none blocks. Whatever the documents hold, nothing is thrown. */
    public LintResult lint(Document product, List<Document> contracts) {
        Findings findings = new Findings();
        Optional<ProductDraft> draft =
                read(product, ProductShape.DOCUMENT, findings, root -> new ProductReader(findings).read(root));
        List<ContractDraft> readable = new ArrayList<>();
        for (Document contract : contracts) {
            read(
                            contract,
                            ContractShape.DOCUMENT,
                            findings,
                            root -> new ContractReader(registries, findings).read(contract, root))
                    .ifPresent(readable::add);
        }
        if (draft.isEmpty()) {
            return new LintResult(Optional.empty(), List.of(), List.of(), findings.all());
        }
        boolean complete = readable.size() == contracts.size()
                && readable.stream().allMatch(contract -> contract.id().isPresent());
        ContractResolver resolver = new ContractResolver(readable, complete, findings);
        return compile(product, draft.get(), resolver, findings);
    }

    private LintResult compile(Document document, ProductDraft product, ContractResolver resolver, Findings findings) {
        Optional<DomainScope> scope = domains.map(known -> ScopeRules.domain(product.domain(), known, findings))
                .orElseGet(() -> anyScope(product, resolver, findings));
        List<LintedPort> ports = new ArrayList<>();
        List<TopicUse> topics = new ArrayList<>();
        for (ProductDraft.Port port : product.ports()) {
            Optional<ContractDraft> contract = resolver.resolve(port);
            if (scope.isPresent() && contract.isPresent()) {
                ScopeRules.compareDomain(contract.get(), scope.get(), findings);
                Optional<TopicUse> topic = ScopeRules.topicUse(contract.get(), scope.get(), findings);
                topic.filter(use -> !contract.get().isDraft()).ifPresent(topics::add);
                topic.or(() -> ScopeRules.noneYet(contract.get(), scope.get()))
                        .flatMap(use -> new PortCompiler(document, product, scope.get(), findings)
                                .compile(port, contract.get(), use))
                        .ifPresent(ports::add);
            }
        }
        resolver.checkAll(product.ports());
        return new LintResult(scope.map(DomainScope::name), ports, topics, findings.all());
    }

    private static Optional<DomainScope> anyScope(ProductDraft product, ContractResolver resolver, Findings findings) {
        List<String> clusters = Stream.concat(resolver.clusters(), Stream.of(ANY_CLUSTER))
                .distinct()
                .toList();
        return product.domain()
                .filter(name -> ScopeRules.isName(name, findings))
                .map(name -> new DomainScope(name.value(), "", clusters, List.of("")));
    }

    /** Our own rules first: of the same place they say more than the shape of the standard does. */
    private static <T> Optional<T> read(
            Document document, Shape shape, Findings findings, Function<Section, T> reader) {
        Optional<YamlNode> node = YamlReader.read(document, findings);
        Optional<T> draft = node.flatMap(root -> Section.root(document.fileName(), root, findings))
                .map(reader);
        if (draft.isPresent()) {
            shape.check(node.get(), "", new ShapeFindings(document.fileName(), findings));
        }
        return draft;
    }
}
