package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Document;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which documents belong together. Answers what can be read and is silent about the rest, which the lint finds. Pure. */
public final class DocumentLinks {
    private DocumentLinks() {}

    /** The contract ids that a product document names. */
    public static Set<String> contractsOf(Document product) {
        return root(product).map(ProductReader::contractIds).orElse(Set.of());
    }

    /** The id of a contract document. */
    public static Optional<String> idOf(Document contract) {
        return root(contract).flatMap(root -> root.text("id")).map(Text::value);
    }

    /** How long before its end a contract promises to announce a deprecation. */
    public static Duration noticeOf(Document contract) {
        Findings unheard = new Findings();
        return YamlReader.read(contract, unheard)
                .flatMap(node -> Section.root(contract.fileName(), node, unheard))
                .map(root -> new ContractReader(Optional.empty(), unheard)
                        .read(contract, root)
                        .terms()
                        .notice())
                .orElse(ContractTerms.NOTICE_DEFAULT);
    }

    private static Optional<Section> root(Document document) {
        Findings unheard = new Findings();
        return YamlReader.read(document, unheard).flatMap(node -> Section.root(document.fileName(), node, unheard));
    }
}
