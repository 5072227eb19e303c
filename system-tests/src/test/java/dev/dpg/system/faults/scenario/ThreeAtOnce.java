package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Gateway;
import dev.dpg.system.faults.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Three different things go wrong at the same time, by chance. */
final class ThreeAtOnce implements Fault {
    private static final Duration HOLD = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "three at once";
    }

    @Override
    public void inflict(Scene scene) {
        for (int round = 0; round < 3; round++) {
            List<Runnable> faults = new ArrayList<>(faults(scene));
            Collections.shuffle(faults, scene.random());
            faults.subList(0, 3).forEach(Runnable::run);
            scene.load().hold(HOLD);
            scene.load().mark();
            scene.stage().heal();
            scene.load().awaitRecovery();
            scene.stage().admin().awaitReplicas(scene.load().topic());
        }
    }

    private static List<Runnable> faults(Scene scene) {
        List<Node> brokers = scene.stage().brokers().nodes();
        List<Gateway> gateways = scene.stage().gateways();
        int broker = scene.random().nextInt(brokers.size());
        return List.of(
                () -> hurt(scene, "kill -9", brokers.get(broker), Node::kill),
                () -> hurt(scene, "freeze", brokers.get((broker + 1) % brokers.size()), Node::freeze),
                () -> hurt(scene, "kill -9", gateways.get(0).node(), Node::kill),
                () -> hurt(scene, "freeze", gateways.get(1).node(), Node::freeze),
                () -> scene.load().restartAll(scene.random()));
    }

    private static void hurt(Scene scene, String how, Node node, Consumer<Node> fault) {
        scene.say(how + " " + node.name());
        fault.accept(node);
    }
}
