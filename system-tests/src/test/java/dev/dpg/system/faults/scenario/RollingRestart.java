package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Gateway;
import java.time.Duration;

/** Gateways are stopped and started one after the other, as for a new version; no user may see an error. */
final class RollingRestart implements Fault {
    private static final int READERS = 200;
    private static final int READERS_IN_SHORT = 40;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Override
    public String name() {
        return "rolling restart";
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public LoadPlan plan(boolean shortForm) {
        int readers = shortForm ? READERS_IN_SHORT : READERS;
        return LoadPlan.USUAL.withReaders(readers).every(INTERVAL).withoutErrors();
    }

    @Override
    public void inflict(Scene scene) {
        scene.load().watchSilence();
        for (Gateway gateway : scene.stage().gateways()) {
            scene.say("SIGTERM to " + gateway.node().name() + ", and start it again");
            gateway.node().stop();
            gateway.node().start();
            scene.stage().awaitReady(gateway);
        }
        scene.load().measureSilence();
    }
}
