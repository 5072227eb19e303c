package dev.dpg.cli.dev;

import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaException;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import java.util.concurrent.CompletableFuture;

/**
 * An embedded Kafka that starts on a thread of its own, so that others can start meanwhile: its address is known, and takes
 * connections, long before it answers. Thread-safe.
 */
final class EmbeddedStart implements AutoCloseable {
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final CompletableFuture<EmbeddedKafka> kafka;

    private EmbeddedStart(EmbeddedKafkaSettings settings) {
        kafka = CompletableFuture.supplyAsync(
                () -> EmbeddedKafka.start(settings, address::complete),
                start -> new Thread(start, "dpg-kafka-start").start());
        var unused = kafka.whenComplete((running, failed) -> {
            if (failed != null) {
                address.completeExceptionally(failed);
            }
        });
    }

    /** Does not block. */
    static EmbeddedStart begin(EmbeddedKafkaSettings settings) {
        return new EmbeddedStart(settings);
    }

    /**
     * Where clients may connect already. Blocks for a moment.
     *
     * @throws EmbeddedKafkaException where Kafka cannot have its directory or its port
     */
    String address() {
        return Joined.of(address);
    }

    /**
     * Blocks until Kafka takes requests.
     *
     * @throws EmbeddedKafkaException where it does not start
     */
    EmbeddedKafka running() {
        return Joined.of(kafka);
    }

    /** Stops Kafka, also where it is still starting: then it waits for that first. */
    @Override
    public void close() {
        kafka.<Void>handle((running, failed) -> {
                    if (running != null) {
                        running.close();
                    }
                    return null;
                })
                .join();
    }
}
