package dev.dpg.gateway.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A collector that understands as much of OTLP over HTTP as tests ask for: the newest value of each series of numbers, and spans.
 * Reads messages by the numbers of their fields, as {@code opentelemetry/proto} gives them.
 */
public final class OtlpReceiver implements AutoCloseable {
    private static final String PATH = "/v1/";

    private final HttpServer server;
    private final String endpoint;
    private final Map<String, Map<String, Double>> numbers = new ConcurrentHashMap<>();
    private final List<UnknownFieldSet> spans = new CopyOnWriteArrayList<>();

    /** Starts it on a free port of this machine. */
    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH + "metrics", exchange -> take(exchange, this::metrics));
        server.createContext(PATH + "traces", exchange -> take(exchange, this::traces));
        server.start();
        endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What {@code otlp.endpoint} takes. */
    public String endpoint() {
        return endpoint;
    }

    /** The newest values of a metric, by labels as {@code a=b,c=d} in alphabetical order. */
    public Map<String, Double> values(String metric) {
        return new TreeMap<>(numbers.getOrDefault(metric, Map.of()));
    }

    /** Spans that came, as messages of {@code opentelemetry.proto.trace.v1.Span}. */
    public List<UnknownFieldSet> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private interface Taken {
        void take(UnknownFieldSet request);
    }

    private static void take(HttpExchange exchange, Taken taken) throws IOException {
        try (exchange) {
            taken.take(UnknownFieldSet.parseFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void metrics(UnknownFieldSet request) {
        inScopes(request).forEach(metric -> {
            String name = text(metric, 1);
            Map<String, Double> newest = new ConcurrentHashMap<>();
            Stream.concat(messages(metric, 5), messages(metric, 7)) // a gauge, or a sum
                    .flatMap(data -> messages(data, 1))
                    .forEach(point -> newest.put(labels(point, 7), number(point)));
            numbers.put(name, newest);
        });
    }

    private void traces(UnknownFieldSet request) {
        inScopes(request).forEach(spans::add);
    }

    /** What is in the scopes of the resources: metrics, or spans. */
    private static Stream<UnknownFieldSet> inScopes(UnknownFieldSet request) {
        return messages(request, 1).flatMap(resource -> messages(resource, 2)).flatMap(scope -> messages(scope, 2));
    }

    private static double number(UnknownFieldSet point) {
        List<Long> whole = point.getField(6).getFixed64List();
        return whole.isEmpty()
                ? Double.longBitsToDouble(point.getField(4).getFixed64List().get(0))
                : whole.get(0);
    }

    /** Attributes in a field, as {@code a=b,c=d}. */
    public static String labels(UnknownFieldSet message, int field) {
        return messages(message, field)
                .map(pair -> text(pair, 1) + "="
                        + messages(pair, 2).map(OtlpReceiver::value).findFirst().orElse(""))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String value(UnknownFieldSet any) {
        return any.hasField(1)
                ? text(any, 1)
                : String.valueOf(any.getField(3).getVarintList().get(0));
    }

    /** A field of text. */
    public static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    /** A field of bytes. */
    public static String hex(UnknownFieldSet message, int field) {
        return HexFormat.of()
                .formatHex(
                        message.getField(field).getLengthDelimitedList().get(0).toByteArray());
    }

    /** The messages in a field. */
    public static Stream<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream().map(OtlpReceiver::parsed);
    }

    private static UnknownFieldSet parsed(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("not a message", e);
        }
    }
}
