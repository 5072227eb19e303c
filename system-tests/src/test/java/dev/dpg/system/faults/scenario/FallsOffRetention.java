package dev.dpg.system.faults.scenario;

import java.util.HashMap;
import java.util.Map;

/** Retention overtakes readers that take their time; those at the tail do not notice. */
final class FallsOffRetention implements Fault {
    private static final int HISTORY = 15_000;
    private static final int PADDING_LETTERS = 2_500;
    private static final int LAGGARDS = 2;
    private static final long KEPT = 200;

    @Override
    public String name() {
        return "falls off retention";
    }

    @Override
    public LoadPlan plan(boolean shortForm) {
        return LoadPlan.USUAL.withHistory(HISTORY, PADDING_LETTERS).withLaggards(LAGGARDS);
    }

    @Override
    public void inflict(Scene scene) {
        Map<Integer, Long> before = new HashMap<>();
        scene.stage()
                .admin()
                .stableEnds(scene.load().topic())
                .forEach((partition, end) -> before.put(partition, Math.max(0, end - KEPT)));
        scene.say("everything before " + before + " expires");
        scene.stage().admin().expire(scene.load().topic(), before);
        scene.load().mark();
        scene.load().awaitRecovery();
    }
}
