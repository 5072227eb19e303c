package dev.dpg.cli.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An OpenID Connect provider. By https, or on this machine; redirects are not followed, an answer takes 20 s and has 256 KiB at
 * most. Blocks.
 */
final class Issuer {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final int ANSWER_BYTES_MAX = 256 * 1024;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * What it said.
     *
     * @param status of HTTP
     * @param body a JSON object
     */
    record Answer(int status, JsonNode body) {
        boolean isOk() {
            return status == OK;
        }

        /** The code of a refusal (RFC 6749, 5.2). */
        String error() {
            return body.path("error").asText("");
        }

        /** Shows no token. */
        @Override
        public String toString() {
            return "answer " + status;
        }
    }

    /**
     * One at a URL.
     *
     * @throws CommandFailure if it is not reached by https, and is not on this machine
     */
    Issuer(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        checked(this.url);
    }

    /**
     * Where it does something, by its own word.
     *
     * @param endpoint a key of its metadata
     * @throws CommandFailure if it does not offer it, or is not the issuer it should be
     * @throws IOException if it does not answer
     */
    URI endpoint(String endpoint) throws IOException, InterruptedException {
        Answer metadata = send(HttpRequest.newBuilder(checked(url + "/.well-known/openid-configuration"))
                .timeout(ANSWER_MAX)
                .GET()
                .build());
        String named = metadata.body().path("issuer").asText("");
        if (!metadata.isOk() || !(named.equals(url) || named.equals(url + "/"))) {
            throw new CommandFailure(
                    ExitCode.ERROR,
                    url + " is no issuer, or calls itself something else"
                            + (named.isEmpty() ? "" : " (" + named + ")")
                            + "; its metadata would be at /.well-known/openid-configuration",
                    "ctx set NAME --issuer URL");
        }
        String found = metadata.body().path(endpoint).asText("");
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.ERROR,
                    url + " offers no " + endpoint.replace('_', ' ') + "; use a token in a file instead",
                    "products --token-file FILE");
        }
        return checked(found);
    }

    /**
     * Sends a form, and takes a refusal for an answer.
     *
     * @throws IOException if it does not answer, or not as OAuth says
     */
    Answer post(URI endpoint, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(endpoint)
                .timeout(ANSWER_MAX)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException(request.uri().getAuthority() + " does not answer: " + why, e);
        }
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(ANSWER_BYTES_MAX + 1);
            boolean isAnswer = response.statusCode() == OK
                    || response.statusCode() == BAD_REQUEST
                    || response.statusCode() == UNAUTHORIZED;
            if (!isAnswer || bytes.length > ANSWER_BYTES_MAX) {
                throw new IOException(request.uri().getAuthority() + " answers with status " + response.statusCode()
                        + (isAnswer ? " and more than 256 KiB" : ""));
            }
            return new Answer(response.statusCode(), object(bytes, request.uri().getAuthority()));
        }
    }

    private JsonNode object(byte[] bytes, String from) throws IOException {
        JsonNode read;
        try {
            read = json.readTree(bytes);
        } catch (IOException noJson) {
            // Without the cause: it would quote the answer.
            throw new IOException(from + " answers with something that is no JSON");
        }
        if (read == null || !read.isObject()) {
            throw new IOException(from + " answers with something that is no JSON object");
        }
        return read;
    }

    private static URI checked(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("https") || (scheme.equals("http") && isHere(uri.getHost())))) {
                return uri;
            }
        } catch (IllegalArgumentException noUri) {
            // told below
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                "\"" + text + "\" is no address of an issuer: it begins with https://, or is on this machine",
                "ctx set NAME --issuer https://HOST");
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
