package dev.dpg.system.faults.scenario;

import java.util.List;

/** The list of faults, in the order they are run. */
public final class AllFaults {
    private AllFaults() {}

    /** New objects, once each. */
    public static List<Fault> list() {
        return List.of(
                new LeaderKilled(),
                new GatewayKilled(),
                new RollingRestart(),
                new TopicRecreated(),
                new PartitionsAdded(),
                new FallsOffRetention(),
                new HungTransaction(),
                new BrokerFrozen(),
                new GatewayFrozen(),
                new GatewayCut(),
                new QuorumLost(),
                new FullDisk(),
                new ReconnectStorm(),
                new ThreeAtOnce());
    }
}
