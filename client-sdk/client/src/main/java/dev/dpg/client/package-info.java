/**
 * The Java client of the data product gateway.
 *
 * <pre>{@code
 * try (var dpg = DpgClient.connect()) {
 *     // A bounded read: ends at the head as it is now.
 *     for (var record : dpg.read("climate.daily_weather").from(Position.EARLIEST).untilHead()) {
 *         record.value().ifPresent(value -> report.add(value.text()));
 *     }
 *
 *     // History, then live, until closed. The position is yours to keep.
 *     var subscription = dpg.subscribe("aviation.flights")
 *             .from(stored == null ? Position.EARLIEST : Position.token(stored))
 *             .start(record -> alerts.raise(record));      // return = done; throw = closed right before this record
 *     subscription.awaitLive(Duration.ofMinutes(5));
 *     stored = subscription.position().token();
 * }
 * }</pre>
 *
 * <p>Reads and subscriptions survive broken connections, restarts of gateways and silence: they go on at the exact record,
 * so that a handler sees every record once while the process lives, and at least once over restarts of the process, from
 * the position that it stored. What the gateway refuses comes as {@link dev.dpg.client.DpgException} with a reason for
 * programs and a message that says what to do.
 *
 * <p>Threads: handlers run on daemon threads {@code dpg-handler-…}, everything else of the SDK on {@code dpg-client-…},
 * {@code dpg-timer-1}, {@code dpg-cleaner-1}, {@code dpg-credentials-1} and gRPC's own. Memory: a stream holds at most 8 batches (256 KiB each by
 * default) that are not handled. Logging: {@code System.Logger}, never the content of a record.
 */
@NullMarked
package dev.dpg.client;

import org.jspecify.annotations.NullMarked;
