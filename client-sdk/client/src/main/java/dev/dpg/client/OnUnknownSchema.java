package dev.dpg.client;

/** What a stream does at a record that was written with a schema which the gateway does not know and cannot fetch now. */
public enum OnUnknownSchema {
    /** The record comes with a {@link DpgRecord.DecodeError} ({@code UNKNOWN_SCHEMA}), and the next one follows. */
    DECODE_ERROR,
    /** The stream waits until the schema can be fetched. One that the registry does not have is a decode error all the same. */
    WAIT;

    dev.dpg.v1.OnUnknownSchema toProto() {
        return switch (this) {
            case DECODE_ERROR -> dev.dpg.v1.OnUnknownSchema.ON_UNKNOWN_SCHEMA_DECODE_ERROR;
            case WAIT -> dev.dpg.v1.OnUnknownSchema.ON_UNKNOWN_SCHEMA_WAIT;
        };
    }
}
