package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.Readings;
import java.util.Locale;

/** The catalogue in figures; nothing while it was not read. Thread-safe. */
public final class CatalogMetrics implements MetricSource {
    private final Catalog catalog;

    /** Tells of this catalogue. */
    public CatalogMetrics(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void measure(Readings readings) {
        if (!catalog.ready()) {
            return;
        }
        for (Lifecycle.State state : Lifecycle.State.values()) {
            long lines = catalog.all().stream()
                    .filter(port -> port.lifecycle().state() == state)
                    .count();
            readings.tell(Metric.CATALOGUE_LINES, lines, state.name().toLowerCase(Locale.ROOT));
        }
    }
}
