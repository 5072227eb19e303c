package dev.dpg.gateway.subscription;

import dev.dpg.gateway.view.Encoding;
import java.util.List;

/**
 * What of a product's records a caller wants, and in which form.
 *
 * @param encoding how records are given
 * @param fields paths of the properties that are given, as asked for; empty for all
 */
public record WantedRecords(Encoding encoding, List<String> fields) {
    public WantedRecords {
        fields = List.copyOf(fields);
    }
}
