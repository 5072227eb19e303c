package dev.dpg.system.faults.scenario;

/** A producer begins a transaction and vanishes: nothing behind it can be read until Kafka gives it up. */
final class HungTransaction implements Fault {
    @Override
    public String name() {
        return "hung transaction";
    }

    @Override
    public void inflict(Scene scene) {
        scene.say("leave a transaction open until Kafka aborts it");
        long hung = scene.load().leaveTransactionOpen(0);
        Waits.until(
                "Kafka aborts the transaction",
                () -> scene.stage().admin().stableEnds(scene.load().topic()).getOrDefault(0, 0L) > hung);
        scene.load().mark();
        scene.load().awaitRecovery();
    }
}
