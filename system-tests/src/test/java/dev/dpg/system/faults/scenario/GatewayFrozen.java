package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Gateway;
import java.time.Duration;
import java.util.List;

/** A gateway stands still with its connections open, and goes on later with what it had. */
final class GatewayFrozen implements Fault {
    private static final List<Duration> HOW_LONG = List.of(Duration.ofSeconds(2), Duration.ofSeconds(20));

    @Override
    public String name() {
        return "gateway frozen";
    }

    @Override
    public void inflict(Scene scene) {
        for (Duration howLong : HOW_LONG) {
            Gateway gateway = scene.stage().gateways().get(scene.random().nextInt(2));
            scene.say("freeze " + gateway.node().name() + " for " + howLong.toSeconds() + " s");
            scene.load().mark();
            gateway.node().freeze();
            scene.load().hold(howLong);
            gateway.node().thaw();
            scene.load().awaitRecovery();
        }
    }
}
