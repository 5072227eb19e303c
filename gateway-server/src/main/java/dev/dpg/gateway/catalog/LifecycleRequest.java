package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.PortName;
import java.util.Arrays;

/**
 * To move one line on in its life.
 *
 * @param requestId chosen by the caller, 1 to 128 printable characters; makes the request idempotent
 * @param digest SHA-256 of what is asked; not copied, so nobody may change it
 * @param name the pinned name
 * @param step decides where it goes
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the content
public record LifecycleRequest(String requestId, byte[] digest, PortName name, LifecycleStep step) {
    @Override
    public boolean equals(Object other) {
        return other instanceof LifecycleRequest that
                && requestId.equals(that.requestId)
                && Arrays.equals(digest, that.digest)
                && name.equals(that.name)
                && step.equals(that.step);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * requestId.hashCode() + Arrays.hashCode(digest)) + name.hashCode();
    }
}
