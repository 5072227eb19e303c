package dev.dpg.system.faults.scenario;

import java.time.Duration;

/** Both gateways die at once, and all their readers come back at once. */
final class ReconnectStorm implements Fault {
    private static final int READERS = 100;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Override
    public String name() {
        return "reconnect storm";
    }

    @Override
    public LoadPlan plan(boolean shortForm) {
        return LoadPlan.USUAL.withReaders(READERS).every(INTERVAL);
    }

    @Override
    public void inflict(Scene scene) {
        scene.say("kill -9 both gateways of " + READERS + " readers");
        scene.stage().gateways().forEach(gateway -> gateway.node().kill());
        scene.load().mark();
        scene.stage().gateways().forEach(gateway -> gateway.node().start());
        scene.load().awaitRecovery();
    }
}
