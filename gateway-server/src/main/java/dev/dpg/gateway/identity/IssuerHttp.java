package dev.dpg.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer over HTTP: where the configuration says that they are, or where the issuer says so (OpenID Connect
 * Discovery). Redirects are not followed, since they would lead to places that nobody vouched for. All on one thread.
 */
final class IssuerHttp implements KeySource {
    /** An answer's size at most. */
    static final int ANSWER_BYTES_MAX = 256 * 1024;

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final IssuerSettings issuer;
    private final Duration timeout;
    private final HttpClient client;
    private final ScheduledExecutorService serial;

    /** Where the issuer said that its keys are; asked anew after any failure. */
    private @Nullable URI discovered;

    /**
     * Asks nothing yet.
     *
     * @param client runs its callbacks on {@code serial}
     * @param serial has one thread
     */
    IssuerHttp(IssuerSettings issuer, Duration timeout, HttpClient client, ScheduledExecutorService serial) {
        this.issuer = issuer;
        this.timeout = timeout;
        this.client = client;
        this.serial = serial;
    }

    @Override
    public CompletionStage<Map<String, VerificationKey>> fetch() {
        return place().thenCompose(this::get)
                .thenApply(text -> KeySetText.keys(issuer.name(), text, issuer.algorithms()))
                .handleAsync(
                        (keys, failure) -> {
                            if (failure != null) {
                                discovered = null;
                                throw explained(failure);
                            }
                            return keys;
                        },
                        serial);
    }

    private CompletionStage<URI> place() {
        URI known = issuer.keys().orElse(discovered);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        String base = issuer.issuer().replaceAll("/+$", "");
        return get(URI.create(base + DISCOVERY))
                .thenApplyAsync(
                        text -> {
                            URI found = keysOf(StrictJson.object(text));
                            discovered = found;
                            return found;
                        },
                        serial);
    }

    /** Where the keys are. What names another issuer was not meant for this one, and could be anybody's. */
    private URI keysOf(JsonNode description) {
        if (!issuer.issuer().equals(description.path("issuer").asText())) {
            throw new KeySourceException("its description names another issuer");
        }
        try {
            return TrustedAddress.require(
                    "jwks_uri", description.path("jwks_uri").asText());
        } catch (IllegalArgumentException e) {
            throw new KeySourceException("in its description " + e.getMessage());
        }
    }

    private CompletionStage<byte[]> get(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Accept", "application/json, application/jwk-set+json")
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, head -> new BoundedAnswer(ANSWER_BYTES_MAX));
        // The request's own time-out ends with the answer's head; a body may trickle for ever.
        Future<?> ending = serial.schedule(() -> sent.cancel(true), timeout.toMillis(), TimeUnit.MILLISECONDS);
        return sent.whenComplete((answer, failure) -> ending.cancel(false)).thenApply(answer -> {
            if (answer.statusCode() != 200) {
                throw new KeySourceException("it answers with status " + answer.statusCode());
            }
            return answer.body();
        });
    }

    private KeySourceException explained(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof KeySourceException known) {
                return known;
            }
        }
        return new KeySourceException(words(cause));
    }

    private String words(Throwable cause) {
        if (cause instanceof HttpTimeoutException || cause instanceof CancellationException) {
            return "it does not answer within " + timeout.toMillis() + " ms";
        }
        if (cause instanceof ConnectException) {
            return "no connection can be made";
        }
        if (cause instanceof IllegalArgumentException) {
            return "it answers with " + cause.getMessage();
        }
        return cause instanceof SSLException
                ? "no TLS connection can be made: " + cause.getMessage()
                : "the connection fails (" + cause.getClass().getSimpleName() + ")";
    }
}
