package dev.dpg.cli.dev;

import dev.dpg.gateway.config.Configuration;
import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.config.ProcessMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the gateway that {@code dpg dev} runs: one cluster, the three domains of the samples. It does not
 * look at the environment, so that it is the same on every machine.
 */
final class DevConfiguration {
    private static final Map<String, String> DOMAINS =
            Map.of("aviation", "Aviation", "climate", "Climate", "seismology", "Seismology");

    private DevConfiguration() {}

    static GatewaySettings of(DevSettings settings, String bootstrap) {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("listen.port", Integer.toString(settings.port()));
        overrides.put("clusters.dev.bootstrap", bootstrap);
        if (settings.kafka() instanceof DevSettings.External external) {
            external.properties()
                    .ifPresent(file -> overrides.put(
                            "clusters.dev.properties-file",
                            file.toAbsolutePath().toString()));
        }
        DOMAINS.forEach((name, title) -> {
            overrides.put("domains." + name + ".title", title);
            overrides.put("domains." + name + ".owner", name + "-data");
            overrides.put("domains." + name + ".topic-prefixes", name + ".");
        });
        return Configuration.load(Optional.empty(), Map.of(), overrides, ProcessMemory.here());
    }
}
