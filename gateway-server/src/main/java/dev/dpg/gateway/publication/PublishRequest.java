package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.Document;
import java.util.List;

/**
 * Documents to publish together.
 *
 * @param requestId chosen by the caller, 1 to 128 printable characters; makes the request idempotent
 * @param product the ODPS document
 * @param contracts the ODCS documents of its output ports, at most 64
 */
public record PublishRequest(String requestId, Document product, List<Document> contracts) {
    public PublishRequest {
        contracts = List.copyOf(contracts);
    }
}
