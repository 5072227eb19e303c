package dev.dpg.system.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What a gateway counts, as it shows it to Prometheus. Thread-safe. */
public final class MetricsPage {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    MetricsPage(int port) {
        address = URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /** All figures now. */
    public Figures now() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
            return new Figures(client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while metrics come", e);
        }
    }

    /**
     * Figures of one moment.
     *
     * @param lines of the page: name, labels, value
     */
    public record Figures(List<String> lines) {
        public Figures {
            lines = List.copyOf(lines);
        }

        /** The sum of a figure over all its labels; 0 where it is not shown. */
        public double sum(String name) {
            return sum(name, "");
        }

        /**
         * The sum of a figure over the labels that contain a text.
         *
         * @param label as on the page: {@code budget="in_flight"}
         */
        public double sum(String name, String label) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
