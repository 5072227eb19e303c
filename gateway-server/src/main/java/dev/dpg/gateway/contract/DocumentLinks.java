package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Document;
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

    private static Optional<Section> root(Document document) {
        Findings unheard = new Findings();
        return YamlReader.read(document, unheard).flatMap(node -> Section.root(document.fileName(), node, unheard));
    }
}
