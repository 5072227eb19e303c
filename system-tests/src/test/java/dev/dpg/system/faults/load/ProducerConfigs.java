package dev.dpg.system.faults.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How all writers write: nothing is acknowledged that one broker alone has, nothing is given up while a fault lasts. */
final class ProducerConfigs {
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

    private ProducerConfigs() {}

    static Map<String, Object> of(String bootstrapServers) {
        return new HashMap<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "enable.idempotence", true,
                "delivery.timeout.ms", 120_000,
                "request.timeout.ms", 5_000,
                "max.block.ms", 120_000,
                "reconnect.backoff.max.ms", 500,
                "retry.backoff.max.ms", 500,
                "linger.ms", 0));
    }

    static Map<String, Object> transactional(String bootstrapServers, String id) {
        Map<String, Object> config = of(bootstrapServers);
        config.put("transactional.id", id);
        config.put("transaction.timeout.ms", Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
        config.put("delivery.timeout.ms", Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
        return config;
    }
}
