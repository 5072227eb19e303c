package dev.dpg.client.internal.tls;

import io.grpc.Status;
import java.net.SocketAddress;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why TLS, or its absence, kept a connection from being made. Pure. */
public final class TlsTrouble {
    /** What every such message begins with. */
    public static final String LEAD = "no connection to ";

    private static final int DEPTH_MAX = 16;

    private TlsTrouble() {}

    /**
     * The status of a failed attempt, with a better message where TLS is why.
     *
     * @param failure of the attempt
     * @param address that was tried
     */
    public static Status explained(Status failure, SocketAddress address) {
        String why = why(failure);
        return why == null
                ? failure
                : failure.withDescription(LEAD + String.valueOf(address).replaceFirst("^.*/", "") + ": " + why);
    }

    private static @Nullable String why(Status failure) {
        String description = Objects.requireNonNullElse(failure.getDescription(), "");
        // What a client in the clear hears of a gateway with TLS; the second begins like an alert of TLS.
        if (description.equals("Network closed for unknown reason")
                || description.contains("Hex dump for first 5 bytes: 15")) {
            return "it was closed at once; if the gateway speaks TLS, say tls() (DPG_TLS=true)";
        }
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++, cause = cause.getCause()) {
            String found = why(cause);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String why(Throwable cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        if (cause instanceof CertificateExpiredException) {
            return "the gateway's certificate has expired";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "the gateway's certificate is not valid yet; is this machine's clock right?";
        }
        if (cause instanceof CertPathBuilderException) {
            return "the gateway's certificate is not of an authority that is trusted here; name the file with the authority's"
                    + " certificate (DPG_CA)";
        }
        if (cause instanceof CertificateException && message.startsWith("No ")) {
            return "the gateway's certificate is for another name: " + message;
        }
        if (message.contains("not an SSL/TLS record")) {
            return "the gateway speaks without TLS there; is the port right?";
        }
        if (cause instanceof SSLException
                && message.contains("Received fatal alert: ")
                && message.contains("certificate")) {
            return "the gateway asks for a certificate of the client, or does not take the one it was shown (" + message
                    + "); name certificate and key (DPG_CERT, DPG_KEY)";
        }
        return cause instanceof SSLException && cause.getCause() == null ? message : null;
    }
}
