package dev.dpg.system.bench.stage;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the broker has sent to consumers, by its own count. Thread-safe. */
public final class BrokerBytes {
    private final Jvm broker;
    private final BufferedWriter to;
    private final BufferedReader from;

    BrokerBytes(Jvm broker) {
        this.broker = broker;
        to = broker.process().outputWriter(StandardCharsets.UTF_8);
        from = broker.process().inputReader(StandardCharsets.UTF_8);
    }

    /** Bytes of this topic's records that were fetched so far. */
    public synchronized long of(String topic) {
        try {
            to.write(topic + "\n");
            to.flush();
            String answer = from.readLine();
            if (answer == null) {
                throw new IllegalStateException(broker.name() + " says nothing more");
            }
            return Long.parseLong(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
