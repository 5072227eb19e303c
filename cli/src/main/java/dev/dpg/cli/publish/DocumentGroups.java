package dev.dpg.cli.publish;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.contract.DocumentLinks;
import dev.dpg.gateway.product.Document;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Documents put together: one group for each product, with the contracts that its ports name.
 *
 * @param groups in the order of the products
 * @param unclaimed file names of the contracts that no product names
 */
record DocumentGroups(List<Group> groups, Set<String> unclaimed) {
    DocumentGroups {
        groups = List.copyOf(groups);
        unclaimed = Set.copyOf(unclaimed);
    }

    /**
     * A product and its contracts.
     *
     * @param product the ODPS document
     * @param contracts the ODCS documents of its ports
     */
    record Group(Document product, List<Document> contracts) {
        Group {
            contracts = List.copyOf(contracts);
        }

        /** The product as a message. */
        dev.dpg.v1.Document productMessage() {
            return message(product);
        }

        /** The contracts as messages. */
        List<dev.dpg.v1.Document> contractMessages() {
            return contracts.stream().map(Group::message).toList();
        }

        private static dev.dpg.v1.Document message(Document document) {
            return dev.dpg.v1.Document.newBuilder()
                    .setFileName(document.fileName())
                    .setContent(ByteString.copyFrom(document.content()))
                    .build();
        }
    }

    /** Puts documents together. A contract without a readable id goes along with every product: whoever judges says why. */
    static DocumentGroups of(DocumentFiles files) {
        List<Group> groups = new ArrayList<>();
        Set<String> unclaimed = new LinkedHashSet<>();
        files.contracts().forEach(contract -> unclaimed.add(contract.fileName()));
        for (Document product : files.products()) {
            Set<String> named = DocumentLinks.contractsOf(product);
            List<Document> contracts = new ArrayList<>();
            for (Document contract : files.contracts()) {
                Optional<String> id = DocumentLinks.idOf(contract);
                if (id.isEmpty() || named.contains(id.get())) {
                    contracts.add(contract);
                    unclaimed.remove(contract.fileName());
                }
            }
            groups.add(new Group(product, contracts));
        }
        return new DocumentGroups(groups, unclaimed);
    }
}
