package dev.dpg.gateway.draft;

import dev.dpg.gateway.product.Document;
import java.util.List;

/**
 * First documents of a product.
 *
 * @param product the ODPS document
 * @param contract its port's ODCS document
 * @param sampledRecords records that were looked at
 * @param notes what was inferred from what, and what the author should look at: sentences
 */
public record Draft(Document product, Document contract, int sampledRecords, List<String> notes) {
    public Draft {
        notes = List.copyOf(notes);
    }
}
