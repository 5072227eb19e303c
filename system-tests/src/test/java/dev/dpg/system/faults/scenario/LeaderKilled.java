package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Node;

/** The leader of each partition in turn dies, and comes back when everybody goes on without it. */
final class LeaderKilled implements Fault {
    @Override
    public String name() {
        return "leader killed";
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public void inflict(Scene scene) {
        Stage stage = scene.stage();
        Load load = scene.load();
        for (int kill = 0; kill < scene.times(1, 3); kill++) {
            int partition = kill % plan(scene.shortForm()).partitions();
            Node leader = stage.brokers().node(stage.admin().leader(load.topic(), partition));
            scene.say("kill -9 " + leader.name() + ", which leads partition " + partition);
            load.mark();
            leader.kill();
            load.awaitRecovery();
            leader.start();
            stage.admin().awaitReplicas(load.topic());
        }
    }
}
