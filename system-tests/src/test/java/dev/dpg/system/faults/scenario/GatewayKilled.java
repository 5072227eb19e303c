package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Gateway;
import java.time.Duration;

/** Gateways die at moments that nobody chose, and come back. */
final class GatewayKilled implements Fault {
    private static final int BETWEEN_MILLIS_MAX = 2_000;

    @Override
    public String name() {
        return "gateway killed";
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public void inflict(Scene scene) {
        for (int kill = 0; kill < scene.times(2, 6); kill++) {
            Gateway gateway = scene.stage().gateways().get(kill % 2);
            Waits.hold(Duration.ofMillis(scene.random().nextInt(BETWEEN_MILLIS_MAX)));
            scene.say("kill -9 " + gateway.node().name());
            scene.load().mark();
            gateway.node().kill();
            gateway.node().start();
            scene.load().awaitRecovery();
            scene.stage().awaitReady(gateway);
        }
    }
}
