package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Two of three brokers die, so that nothing can be written or led, and come back. */
final class QuorumLost implements Fault {
    private static final List<Duration> HOW_LONG = List.of(Duration.ofSeconds(8), Duration.ofSeconds(40));

    @Override
    public String name() {
        return "quorum lost";
    }

    @Override
    public void inflict(Scene scene) {
        for (Duration howLong : HOW_LONG) {
            List<Node> nodes = new ArrayList<>(scene.stage().brokers().nodes());
            Collections.shuffle(nodes, scene.random());
            List<Node> killed = nodes.subList(0, 2);
            scene.say("kill -9 " + killed.get(0).name() + " and "
                    + killed.get(1).name() + " for " + howLong.toSeconds() + " s");
            killed.forEach(Node::kill);
            scene.load().hold(howLong);
            scene.load().mark();
            killed.forEach(Node::start);
            scene.load().awaitRecovery();
            scene.stage().admin().awaitReplicas(scene.load().topic());
        }
    }
}
