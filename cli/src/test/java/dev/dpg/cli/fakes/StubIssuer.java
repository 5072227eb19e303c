package dev.dpg.cli.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** An issuer on this machine whose token endpoint answers as a test says, in turn. */
public final class StubIssuer implements AutoCloseable {
    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
    private volatile String metadataIssuer;

    private StubIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadataIssuer = url();
        server.createContext("/.well-known/openid-configuration", this::metadata);
        server.createContext("/device", this::device);
        server.createContext("/token", this::token);
        server.start();
    }

    /** Starts one. */
    public static StubIssuer start() throws IOException {
        return new StubIssuer();
    }

    /** What contexts name. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The token endpoint refuses next. */
    public StubIssuer willRefuse(String error) {
        replies.add(new Reply(400, "{\"error\":\"" + error + "\"}"));
        return this;
    }

    /** The token endpoint is out of order next. */
    public StubIssuer willFail() {
        replies.add(new Reply(503, "<html>"));
        return this;
    }

    /** The token endpoint gives a token next; an empty refresh token is none. */
    public StubIssuer willGive(String access, String refresh, long expiresInSeconds) {
        String more = refresh.isEmpty() ? "" : ",\"refresh_token\":\"" + refresh + "\"";
        replies.add(new Reply(
                200,
                "{\"access_token\":\"" + access + "\",\"token_type\":\"Bearer\",\"expires_in\":" + expiresInSeconds
                        + more + "}"));
        return this;
    }

    /** It calls itself something else than its address. */
    public void calls(String name) {
        metadataIssuer = name;
    }

    /** What the token endpoint was asked, in order. */
    public List<Map<String, String>> asked() {
        return List.copyOf(forms);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                new Reply(
                        200,
                        "{\"issuer\":\"" + metadataIssuer + "\",\"token_endpoint\":\"" + url()
                                + "/token\",\"device_authorization_endpoint\":\"" + url() + "/device\"}"));
    }

    private void device(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                new Reply(
                        200,
                        "{\"device_code\":\"device-secret\",\"user_code\":\"WDJB-MJHT\",\"verification_uri\":\"" + url()
                                + "/activate\",\"expires_in\":600,\"interval\":7}"));
    }

    private void token(HttpExchange exchange) throws IOException {
        forms.add(form(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        Reply next = replies.poll();
        answer(exchange, next == null ? new Reply(400, "{\"error\":\"authorization_pending\"}") : next);
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> URLDecoder.decode(field[0], UTF_8), field -> URLDecoder.decode(field[1], UTF_8)));
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
