package dev.dpg.gateway.fakes;

import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.log.memory.MemoryControlLog;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.state.StateSettings;
import dev.dpg.gateway.state.StateTopic;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Real requests and grants over a control log in memory: what is decided holds when the call returns. */
public final class MemoryAccess {
    /** Nobody has a role. */
    public static final Roles NO_ROLES = new Roles(Map.of(), List.of());

    private MemoryAccess() {}

    /** Without any. */
    public static AccessStore open(Roles roles, InstantSource clock) {
        return open(new MemoryControlTopic(clock), roles, clock);
    }

    /** Those of a topic, which other gateways may have, too. */
    public static AccessStore open(MemoryControlTopic topic, Roles roles, InstantSource clock) {
        AccessStore store = new AccessStore(
                new StateTopic("access", new MemoryControlLog(topic), StateSettings.defaults()), roles, clock);
        store.open();
        return store;
    }
}
