package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Brokers;
import dev.dpg.system.faults.cluster.Gateway;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A gateway no longer reaches one broker, or all, while everybody else does. */
final class GatewayCut implements Fault {
    private static final Duration SHORTLY = Duration.ofSeconds(10);
    /** Longer than a gateway waits for its cluster. */
    private static final Duration LONG = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "gateway cut off";
    }

    @Override
    public Optional<String> obstacle(Stage stage) {
        return stage.network().obstacle();
    }

    @Override
    public void inflict(Scene scene) {
        int one = 1 + scene.random().nextInt(Brokers.COUNT);
        cut(scene, List.of(one), SHORTLY);
        List<Integer> all = IntStream.rangeClosed(1, Brokers.COUNT).boxed().toList();
        cut(scene, all, SHORTLY);
        cut(scene, all, LONG);
    }

    private static void cut(Scene scene, List<Integer> brokers, Duration howLong) {
        Gateway gateway = scene.stage().gateways().get(scene.random().nextInt(2));
        scene.say(
                "cut " + gateway.node().name() + " off from brokers " + brokers + " for " + howLong.toSeconds() + " s");
        List<Integer> ports =
                brokers.stream().map(scene.stage().brokers()::port).toList();
        scene.stage().network().cut(gateway, ports);
        scene.load().hold(howLong);
        scene.load().mark();
        scene.stage().network().heal();
        scene.load().awaitRecovery();
    }
}
