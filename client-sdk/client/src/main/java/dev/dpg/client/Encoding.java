package dev.dpg.client;

/** How keys and values come back. */
public enum Encoding {
    /** As JSON text. The default. */
    JSON,
    /** As the bytes that are stored, unchecked. */
    RAW,
    /** Values as messages of the product's own protobuf type, in wire form; keys as JSON text. */
    PROTOBUF;

    dev.dpg.v1.Encoding toProto() {
        return switch (this) {
            case JSON -> dev.dpg.v1.Encoding.ENCODING_JSON;
            case RAW -> dev.dpg.v1.Encoding.ENCODING_RAW;
            case PROTOBUF -> dev.dpg.v1.Encoding.ENCODING_PROTOBUF;
        };
    }
}
