package dev.dpg.gateway.app;

import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.RecordLog;
import java.util.Map;

/** The configured clusters by their names. */
record NamedClusters(Map<String, RecordLog> byName) implements Clusters {
    NamedClusters {
        byName = Map.copyOf(byName);
    }

    @Override
    public RecordLog named(String cluster) {
        RecordLog log = byName.get(cluster);
        if (log == null) {
            throw new IllegalArgumentException("the configuration names no cluster \"" + cluster + "\"");
        }
        return log;
    }
}
