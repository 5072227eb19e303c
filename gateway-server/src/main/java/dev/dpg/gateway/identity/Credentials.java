package dev.dpg.gateway.identity;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came with a call to prove who calls.
 *
 * @param authorization the metadata {@code authorization}, as it was sent; null where there is none
 * @param certificates of the connection's client, its own first; the connection's TLS has verified the chain already. Empty
 *     where it showed none
 */
public record Credentials(@Nullable String authorization, List<X509Certificate> certificates) {
    public Credentials {
        certificates = List.copyOf(certificates);
    }

    /** Never with what it holds. */
    @Override
    public String toString() {
        return "Credentials[authorization=" + (authorization == null ? "none" : "given") + ", certificates="
                + certificates.size() + "]";
    }
}
