package dev.dpg.system.faults.load;

import dev.dpg.system.faults.history.Place;
import dev.dpg.system.faults.history.Stamp;

/**
 * A record that Kafka has taken for good: in a transaction, when that is committed.
 *
 * @param sentAtNanos when its writer sent it
 */
public record Acknowledged(Place place, Stamp stamp, long sentAtNanos) {}
