package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.Document;
import java.util.List;
import java.util.Set;

/**
 * Documents that might be published.
 *
 * @param product the ODPS document
 * @param contracts the ODCS documents of its output ports, at most 64
 * @param skipSample whether the newest records are left alone
 * @param confirmedRemovals paths of properties that may be removed within their major line
 */
public record PlanRequest(
        Document product, List<Document> contracts, boolean skipSample, Set<String> confirmedRemovals) {
    public PlanRequest {
        contracts = List.copyOf(contracts);
        confirmedRemovals = Set.copyOf(confirmedRemovals);
    }
}
