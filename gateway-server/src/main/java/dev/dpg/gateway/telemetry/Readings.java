package dev.dpg.gateway.telemetry;

import java.time.Duration;

/** Takes the values of metrics at one collection. Used on the collecting thread only, and during the collection only. */
public interface Readings {
    /**
     * Tells one value.
     *
     * @param metric no histogram, and not in seconds
     * @param value of a counter, the sum since the start
     * @param labels values of the metric's labels, in their order
     */
    void tell(Metric metric, long value, String... labels);

    /** The same of a metric in seconds. */
    void tell(Metric metric, Duration value, String... labels);
}
