package dev.dpg.client;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@code docs/java-client.md} shows, so that it compiles; {@link DocumentedExamplesTest} compares the two. */
final class DocumentedExamples {
    private DocumentedExamples() {}

    // example
    record Flight(
            String origin,
            String destination,
            int delayMinutes,
            Instant departureTime,
            Optional<Integer> distanceMiles) {}

    // end

    static DpgClient known() {
        // example
        var dpg = DpgClient.builder()
                .address("gateway.example:7443")
                .tls(TlsOptions.SYSTEM.withCa(Path.of("ca.pem")).withCertificate(Path.of("me.crt"), Path.of("me.key")))
                .tokenFile(Path.of("/var/run/secrets/tokens/dpg"))
                .connect();
        // end
        return dpg;
    }

    static Subscription follow(DpgClient dpg, Consumer<Flight> alerts) {
        // example
        var subscription = dpg.subscribe("aviation.flights", Flight.class)
                .where("value.delay_minutes > 60 && value.origin in ['SEA', 'JFK']")
                .start(record -> alerts.accept(record.value()));
        // end
        return subscription;
    }

    static void read(DpgClient dpg, Consumer<String> lines) {
        // example
        for (var record : dpg.read("aviation.flights")
                .keys("SEA", "JFK")
                .fields("origin", "delay_minutes")
                .until(Instant.now())) {
            lines.accept(record.value().map(Payload::text).orElse("(deleted)"));
        }
        // end
    }
}
