package dev.dpg.cli.dev;

import dev.dpg.gateway.config.Configuration;
import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.config.ProcessMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the gateway that {@code dpg dev} runs: one cluster, the three domains of the samples, and what the
 * command line adds. It does not look at the environment, so that it is the same on every machine.
 */
final class DevConfiguration {
    private static final Map<String, String> DOMAINS =
            Map.of("aviation", "Aviation", "climate", "Climate", "seismology", "Seismology");

    /** As in the examples of the documentation, so that documents drafted here fit there. */
    private static final String REGISTRY = "main";

    private DevConfiguration() {}

    static GatewaySettings of(DevSettings settings, String bootstrap) {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("listen.port", Integer.toString(settings.port()));
        overrides.put("metrics.port", "0");
        overrides.put("clusters.dev.bootstrap", bootstrap);
        if (settings.kafka() instanceof DevSettings.External external) {
            external.properties()
                    .ifPresent(file -> overrides.put(
                            "clusters.dev.properties-file",
                            file.toAbsolutePath().toString()));
        }
        settings.own().domains().forEach(name -> domain(name, name, overrides));
        settings.own().registry().ifPresent(url -> overrides.put("registries." + REGISTRY + ".url", url));
        DOMAINS.forEach((name, title) -> domain(name, title, overrides));
        return Configuration.load(Optional.empty(), Map.of(), overrides, ProcessMemory.here());
    }

    private static void domain(String name, String title, Map<String, String> overrides) {
        overrides.put("domains." + name + ".title", title);
        overrides.put("domains." + name + ".owner", name + "-data");
        overrides.put("domains." + name + ".topic-prefixes", name + ".");
    }
}
