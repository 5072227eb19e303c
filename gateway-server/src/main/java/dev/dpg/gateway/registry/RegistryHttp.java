package dev.dpg.gateway.registry;

import dev.dpg.gateway.registry.RegistrySettings.Login;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * One registry over HTTP: a question, its answer. Redirects are not followed, since they would lead to places that the
 * configuration does not name. Thread-safe.
 */
final class RegistryHttp implements AutoCloseable {
    /** An answer's size at most. */
    static final int ANSWER_BYTES_MAX = 1024 * 1024;

    private static final String ACCEPT = "application/vnd.schemaregistry.v1+json, application/json";

    private final RegistrySettings settings;
    private final String base;
    private final Optional<String> authorization;
    private final HttpClient client;
    private final Later later;
    /** Bounded by what is asked at a time. */
    private final Map<Long, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();

    /**
     * @param executor where answers are taken; ended by its owner after this
     * @param later ends what takes too long
     * @throws IllegalArgumentException if a store cannot be used
     */
    RegistryHttp(RegistrySettings settings, Executor executor, Later later) {
        this.settings = settings;
        this.base = settings.url().toString().replaceAll("/+$", "");
        this.authorization = authorization(settings.login());
        this.later = later;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(executor);
        TlsContext.of(settings.tls()).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * Asks for a path, percent-encoded, with a slash in front.
     *
     * @return fails with {@link RegistryFailure}: {@code NO_ANSWER} also where the answer takes too long, {@code UNUSABLE}
     *     where it is too large
     */
    CompletionStage<Answer> get(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(settings.requestTimeout())
                .header("Accept", ACCEPT)
                .GET();
        authorization.ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.build(), head -> new BoundedBody(ANSWER_BYTES_MAX));
        long number = numbers.incrementAndGet();
        underWay.put(number, sent);
        // The request's own time-out ends with the answer's head; a body may trickle for ever.
        later.run(() -> cancel(number), settings.requestTimeout());
        return sent.handle((answer, failure) -> {
            underWay.remove(number);
            if (failure != null) {
                throw failureOf(failure);
            }
            return new Answer(answer.statusCode(), answer.body());
        });
    }

    /** Finds what is to be ended by its number, so that an answer is not kept until its time would have been up. */
    private void cancel(long number) {
        CompletableFuture<?> sent = underWay.get(number);
        if (sent != null) {
            sent.cancel(true);
        }
    }

    private RegistryFailure failureOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof RegistryFailure known) {
                return known;
            }
        }
        if (cause instanceof HttpTimeoutException || cause instanceof CancellationException) {
            return RegistryFailure.noAnswer(
                    "it does not answer within " + settings.requestTimeout().toMillis() + " ms");
        }
        if (cause instanceof ConnectException) {
            return RegistryFailure.noAnswer("no connection can be made");
        }
        if (cause instanceof SSLException) {
            return RegistryFailure.noAnswer("no TLS connection can be made: " + cause.getMessage());
        }
        return RegistryFailure.noAnswer(
                "the connection fails (" + cause.getClass().getSimpleName() + ")");
    }

    private static Optional<String> authorization(Login login) {
        if (login instanceof Login.Basic basic) {
            byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return login instanceof Login.Bearer bearer ? Optional.of("Bearer " + bearer.token()) : Optional.empty();
    }

    /** Ends what is under way, and connections where the platform can (JDK 21); else they end once nobody uses this. */
    @Override
    public void close() {
        underWay.values().forEach(sent -> sent.cancel(true));
        if ((Object) client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("connections to the registry cannot be closed", e);
            }
        }
    }

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param body at most {@link #ANSWER_BYTES_MAX}
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answer(int status, byte[] body) {}
}
