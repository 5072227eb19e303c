package dev.dpg.gateway.product;

import java.util.Locale;
import java.util.Optional;

/** How a product's values are stored. */
public enum PayloadFormat {
    /** One JSON text (RFC 8259) in UTF-8. */
    JSON,
    /** Avro's binary encoding (Apache Avro 1.12 specification, "Binary encoding"). */
    AVRO,
    /** Protocol Buffers' wire form of one message. */
    PROTOBUF;

    /** The format with this name in the Open Data Contract Standard, in lower case; empty where there is none. */
    public static Optional<PayloadFormat> ofStandardName(String name) {
        for (PayloadFormat format : values()) {
            if (format.standardName().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The name in the standard ({@code servers[].format}), for instance {@code json}. */
    public String standardName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
