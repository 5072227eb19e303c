package dev.dpg.system.faults.scenario;

/** The topic gets more partitions under live readers, which have to read them from their beginning. */
final class PartitionsAdded implements Fault {
    private static final int MORE = 2;

    @Override
    public String name() {
        return "partitions added";
    }

    @Override
    public void inflict(Scene scene) {
        scene.say("give " + scene.load().topic() + " " + MORE + " partitions more");
        scene.load().grow(MORE);
        scene.load().mark();
        scene.load().awaitRecovery();
    }
}
