package dev.dpg.cli.publish;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.contract.DocumentLinks;
import dev.dpg.gateway.product.Document;
import dev.dpg.v1.ApplyProductRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is asked of {@code ApplyProduct}: one request for each product, with the contracts that its ports name.
 *
 * @param requests in the order of the products, each with an id of its own
 * @param unclaimed file names of the contracts that no product names
 */
record ApplyRequests(List<ApplyProductRequest> requests, Set<String> unclaimed) {
    ApplyRequests {
        requests = List.copyOf(requests);
        unclaimed = Set.copyOf(unclaimed);
    }

    /**
     * Puts documents together. A contract without a readable id goes along with every product: the gateway says what is wrong
     * with it.
     */
    static ApplyRequests of(List<Document> products, List<Document> contracts) {
        List<ApplyProductRequest> requests = new ArrayList<>();
        Set<String> unclaimed = new LinkedHashSet<>();
        contracts.forEach(contract -> unclaimed.add(contract.fileName()));
        for (Document product : products) {
            Set<String> named = DocumentLinks.contractsOf(product);
            var request = ApplyProductRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setProduct(message(product));
            for (Document contract : contracts) {
                Optional<String> id = DocumentLinks.idOf(contract);
                if (id.isEmpty() || named.contains(id.get())) {
                    request.addContracts(message(contract));
                    unclaimed.remove(contract.fileName());
                }
            }
            requests.add(request.build());
        }
        return new ApplyRequests(requests, unclaimed);
    }

    private static dev.dpg.v1.Document message(Document document) {
        return dev.dpg.v1.Document.newBuilder()
                .setFileName(document.fileName())
                .setContent(ByteString.copyFrom(document.content()))
                .build();
    }
}
