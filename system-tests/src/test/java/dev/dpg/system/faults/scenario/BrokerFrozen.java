package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Node;
import java.time.Duration;
import java.util.List;

/** The leader of a partition stands still with its connections open, for a moment and for long, and goes on. */
final class BrokerFrozen implements Fault {
    private static final List<Duration> HOW_LONG =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(40));

    @Override
    public String name() {
        return "broker frozen";
    }

    @Override
    public void inflict(Scene scene) {
        Stage stage = scene.stage();
        Load load = scene.load();
        for (Duration howLong : HOW_LONG) {
            int partition = scene.random().nextInt(LoadPlan.USUAL.partitions());
            Node leader = stage.brokers().node(stage.admin().leader(load.topic(), partition));
            scene.say("freeze " + leader.name() + " for " + howLong.toSeconds() + " s");
            load.mark();
            leader.freeze();
            load.hold(howLong);
            leader.thaw();
            load.awaitRecovery();
            stage.admin().awaitReplicas(load.topic());
        }
    }
}
