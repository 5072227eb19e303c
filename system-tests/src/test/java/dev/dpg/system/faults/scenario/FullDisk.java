package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Brokers;
import dev.dpg.system.faults.cluster.Node;
import dev.dpg.system.faults.cluster.SmallDisk;
import java.time.Duration;
import java.util.Optional;

/** The disk of a broker is full, and there is room again later. */
final class FullDisk implements Fault {
    private static final Duration HOW_LONG = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "full disk";
    }

    @Override
    public Optional<String> obstacle(Stage stage) {
        return SmallDisk.obstacle();
    }

    @Override
    public void inflict(Scene scene) {
        Stage stage = scene.stage();
        int id = 1 + scene.random().nextInt(Brokers.COUNT);
        Node broker = stage.brokers().node(id);
        SmallDisk disk = new SmallDisk(stage.brokers().directory(id));
        broker.stop();
        disk.mount();
        broker.start();
        stage.admin().awaitReplicas(scene.load().topic());
        scene.say("fill the disk of " + broker.name());
        disk.fill();
        scene.load().mark();
        scene.load().hold(HOW_LONG);
        scene.load().awaitRecovery();
        broker.kill();
        disk.free();
        disk.unmount();
        broker.start();
        stage.admin().awaitReplicas(scene.load().topic());
    }
}
