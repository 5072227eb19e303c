package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.delivery.DeliveryStream;
import java.util.List;

/**
 * A stream that is open on this gateway.
 *
 * @param caller whose it is
 * @param claim by what right
 * @param readable the version of the product that it was opened with, as it could be read then
 * @param call how it was opened
 * @param fields paths of the properties that it reads; empty for all
 * @param stream the stream itself
 */
record OpenSession(
        Caller caller, Claim claim, ReadableProduct readable, Call call, List<String> fields, DeliveryStream stream) {
    OpenSession {
        fields = List.copyOf(fields);
    }

    /** The version of the product that it was opened with. */
    PublishedPort port() {
        return readable.port();
    }

    /** Whether the line of the product is still what the stream was opened with, its place in its life included. */
    boolean fits(PublishedPort current) {
        PublishedPort port = port();
        return port.version().equals(current.version())
                && port.binding().equals(current.binding())
                && port.lifecycle().equals(current.lifecycle());
    }
}
