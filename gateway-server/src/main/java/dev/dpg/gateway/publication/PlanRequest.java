package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.Document;
import java.util.List;

/**
 * Documents that might be published.
 *
 * @param product the ODPS document
 * @param contracts the ODCS documents of its output ports, at most 64
 * @param skipSample whether the newest records are left alone
 */
public record PlanRequest(Document product, List<Document> contracts, boolean skipSample) {
    public PlanRequest {
        contracts = List.copyOf(contracts);
    }
}
