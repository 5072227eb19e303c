package dev.dpg.gateway.telemetry;

/**
 * Tells what was counted, when somebody asks: counting itself costs nobody a call. Asked on any thread, maybe by several at
 * once, every few seconds; must not block, and must be cheap.
 */
@FunctionalInterface
public interface MetricSource {
    /** Tells all values as they are now. */
    void measure(Readings readings);
}
