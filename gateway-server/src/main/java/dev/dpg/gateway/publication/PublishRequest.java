package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.Document;
import java.util.List;
import java.util.Set;

/**
 * Documents to publish together.
 *
 * @param requestId chosen by the caller, 1 to 128 printable characters; makes the request idempotent
 * @param product the ODPS document
 * @param contracts the ODCS documents of its output ports, at most 64
 * @param confirmedRemovals paths of properties that may go within their line, because nobody reads them any more
 */
public record PublishRequest(
        String requestId, Document product, List<Document> contracts, Set<String> confirmedRemovals) {
    public PublishRequest {
        contracts = List.copyOf(contracts);
        confirmedRemovals = Set.copyOf(confirmedRemovals);
    }

    /** Documents that remove nothing. */
    public PublishRequest(String requestId, Document product, List<Document> contracts) {
        this(requestId, product, contracts, Set.of());
    }
}
