package dev.dpg.gateway.state;

import dev.dpg.gateway.log.ControlLog;

/**
 * A control topic of which it is not said yet what its records mean.
 *
 * @param name what logs call its table
 * @param log owned by the table that is made of it, so there is only one
 * @param settings limits of the table
 */
public record StateTopic(String name, ControlLog log, StateSettings settings) {
    /** The topic as a table; not opened yet. Called once. */
    public <V> StateTable<V> table(StateCodec<V> codec) {
        return new StateTable<>(name, log, codec, settings);
    }
}
