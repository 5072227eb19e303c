package dev.dpg.gateway.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A registry's HTTP side, on loopback: says what it is told to say at each path, and remembers what it was asked. */
final class ScriptedRegistry implements AutoCloseable {
    static final String NO_SCHEMA = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What a path answers. It runs on a thread of its own. */
    interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A question: its path as it was sent, and who asked. */
    record Asked(String path, String authorization) {}

    ScriptedRegistry() {
        this(onLoopback());
    }

    ScriptedRegistry(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Delays of real time. */
    static Later later(ScheduledExecutorService threads) {
        return (task, delay) -> {
            var unused = threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        };
    }

    private static HttpServer onLoopback() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<String> paths() {
        return asked.stream().map(Asked::path).toList();
    }

    ScriptedRegistry on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    ScriptedRegistry on(String path, int status, String body) {
        return on(path, exchange -> answer(exchange, status, body));
    }

    /** A schema with a number, of Avro's. */
    ScriptedRegistry schema(int id, String text) {
        return on("/schemas/ids/" + id, 200, "{\"schema\":" + quoted(text) + "}");
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(new Asked(path, authorization == null ? "" : authorization));
        scripts.getOrDefault(path, other -> answer(other, 404, NO_SCHEMA)).answer(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
