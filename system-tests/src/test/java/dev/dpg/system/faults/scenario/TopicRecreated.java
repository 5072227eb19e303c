package dev.dpg.system.faults.scenario;

/** The topic is deleted and created anew under live readers: those who want are told by a gap, the others by a status, and
 * nobody reads the wrong log. */
final class TopicRecreated implements Fault {
    private static final int REFUSING_ONE_IN = 3;

    @Override
    public String name() {
        return "topic recreated";
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public LoadPlan plan(boolean shortForm) {
        return LoadPlan.USUAL.refusing(REFUSING_ONE_IN);
    }

    @Override
    public void inflict(Scene scene) {
        for (int i = 0; i < scene.times(1, 2); i++) {
            scene.say("delete and create " + scene.load().topic());
            scene.load().recreate();
            scene.load().mark();
            scene.load().awaitRecovery();
        }
    }
}
