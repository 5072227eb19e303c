package dev.dpg.client.internal.stream;

import dev.dpg.v1.Encoding;
import dev.dpg.v1.OnUnknownSchema;
import java.util.List;

/**
 * Which records of a product are wanted, and in which form.
 *
 * @param encoding how keys and values come back
 * @param filter a CEL expression that they fulfil; empty for none
 * @param fields paths of the properties that come back; empty for all
 * @param keys texts of the keys that they have one of; empty for all
 * @param onUnknownSchema what happens at a record with a schema that is not there
 * @param purpose what they are read for; empty: not said
 */
public record WantedRecords(
        Encoding encoding,
        String filter,
        List<String> fields,
        List<String> keys,
        OnUnknownSchema onUnknownSchema,
        String purpose) {
    public WantedRecords {
        fields = List.copyOf(fields);
        keys = List.copyOf(keys);
    }
}
