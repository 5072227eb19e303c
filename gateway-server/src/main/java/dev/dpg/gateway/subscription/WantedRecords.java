package dev.dpg.gateway.subscription;

import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.OnUnknownSchema;
import java.util.List;
import java.util.Set;

/**
 * What of a product's records a caller wants, and in which form.
 *
 * @param encoding how records are given
 * @param storedBatches whether the caller decodes batches as the log stores them, with {@link Encoding#RAW}
 * @param fields paths of the properties that are given, as asked for; empty for all
 * @param filter an expression that they fulfil, as asked for; empty for none
 * @param keys texts of the keys that they have one of; empty for all
 * @param onUnknownSchema what becomes of records whose schema cannot be fetched now
 */
public record WantedRecords(
        Encoding encoding,
        boolean storedBatches,
        List<String> fields,
        String filter,
        Set<String> keys,
        OnUnknownSchema onUnknownSchema) {
    public WantedRecords {
        fields = List.copyOf(fields);
        keys = Set.copyOf(keys);
        if (storedBatches && encoding != Encoding.RAW) {
            throw new IllegalArgumentException("stored batches go with what is stored");
        }
    }

    /** Records one by one. */
    public WantedRecords(
            Encoding encoding, List<String> fields, String filter, Set<String> keys, OnUnknownSchema onUnknownSchema) {
        this(encoding, false, fields, filter, keys, onUnknownSchema);
    }
}
