package dev.dpg.gateway.catalog;

import java.util.Arrays;
import java.util.List;

/**
 * Ports to publish together.
 *
 * @param requestId chosen by the caller, 1 to 128 printable characters; makes the request idempotent
 * @param digest SHA-256 of the submitted documents; not copied, so nobody may change it
 * @param ports the output ports of one product document, in its order
 * @param guard decides about each of them against what is published
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the content
public record ApplyRequest(String requestId, byte[] digest, List<PublishedPort> ports, ApplyGuard guard) {
    public ApplyRequest {
        ports = List.copyOf(ports);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApplyRequest that
                && requestId.equals(that.requestId)
                && Arrays.equals(digest, that.digest)
                && ports.equals(that.ports)
                && guard.equals(that.guard);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * requestId.hashCode() + Arrays.hashCode(digest)) + ports.hashCode();
    }
}
