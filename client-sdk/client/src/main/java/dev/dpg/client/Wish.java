package dev.dpg.client;

import dev.dpg.client.internal.stream.WantedRecords;
import java.util.List;

/** Which records a builder was told to ask for. Not thread-safe. */
final class Wish {
    Encoding encoding = Encoding.JSON;
    String filter = "";
    List<String> fields = List.of();
    List<String> keys = List.of();
    OnUnknownSchema onUnknownSchema = OnUnknownSchema.DECODE_ERROR;
    String purpose = "";

    WantedRecords toRecords() {
        return new WantedRecords(encoding.toProto(), filter, fields, keys, onUnknownSchema.toProto(), purpose);
    }
}
