/**
 * Every log key and every metric, in one table each, and how metrics leave the process.
 *
 * <p>Whoever counts keeps plain counters of its own and offers a {@link dev.dpg.gateway.telemetry.MetricSource}, which is asked
 * when somebody collects: for the page that Prometheus reads, or for a push by OTLP. So nothing here is called for a record,
 * and nothing is allocated for one. The only room that knows OpenTelemetry.
 */
@NullMarked
package dev.dpg.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
