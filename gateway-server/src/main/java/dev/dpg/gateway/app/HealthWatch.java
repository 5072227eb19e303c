package dev.dpg.gateway.app;

import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.rpc.HealthEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what serves, and tells the health service. Ready: the catalogue is read and the home cluster answers. A product
 * serves while its cluster answers. Logs when readiness changes.
 *
 * <p>{@link #check} is called again and again by one thread; besides, whenever the catalogue changes, by the thread that read
 * the change, so that nobody who waits for the gateway or for a product waits for the next time.
 */
final class HealthWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

    private final Catalog catalog;
    private final Clusters clusters;
    private final String homeCluster;
    private final HealthEndpoint health;

    /** Both guarded by this. */
    private List<PublishedPort> ports = List.of();

    private boolean readyBefore;

    HealthWatch(Catalog catalog, Clusters clusters, String homeCluster, HealthEndpoint health) {
        this.catalog = catalog;
        this.clusters = clusters;
        this.homeCluster = homeCluster;
        this.health = health;
        catalog.watch(this::published);
    }

    private synchronized void published(List<PublishedPort> newest) {
        ports = newest;
        check();
    }

    synchronized void check() {
        boolean ready = catalog.ready() && reachable(homeCluster);
        Map<String, Boolean> serving = new HashMap<>();
        for (PublishedPort port : ports) {
            boolean serves = ready && reachable(port.binding().cluster());
            serving.put(port.name().toString(), serves);
            // Of several majors the unpinned name means the newest, which comes last.
            serving.put(port.name().unpinned().toString(), serves);
        }
        health.update(ready, serving);
        if (ready != readyBefore) {
            readyBefore = ready;
            LOG.info(ready ? "Ready" : "Not ready: the home cluster does not answer");
        }
    }

    /** A product may name a cluster that this gateway's configuration no longer has. */
    private boolean reachable(String cluster) {
        try {
            return clusters.named(cluster).unreachableSince().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
