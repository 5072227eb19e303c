package dev.dpg.system.faults.scenario;

import java.util.Optional;
import java.util.Random;

/** Something that goes wrong. */
public interface Fault {
    /** What people call it, unlike any other. */
    String name();

    /** Whether it belongs to the short form. */
    default boolean isShort() {
        return false;
    }

    /** Who reads and writes meanwhile. */
    default LoadPlan plan(boolean shortForm) {
        return LoadPlan.USUAL;
    }

    /** Why it cannot be done here; empty where it can. */
    default Optional<String> obstacle(Stage stage) {
        return Optional.empty();
    }

    /**
     * Does it, and takes it back. Called when all readers are live; marks the moments that recovery is counted from, and
     * waits for it.
     */
    void inflict(Scene scene);

    /**
     * What a fault has to do with.
     *
     * @param stage brokers and gateways
     * @param load writers and readers
     * @param random of this fault, by the seed
     * @param shortForm whether it should be quick about it
     */
    record Scene(Stage stage, Load load, Random random, boolean shortForm) {
        /** Tells what is done. */
        public void say(String what) {
            stage.progress().say("  " + what);
        }

        /** One of two numbers: the first in the short form. */
        public int times(int inShort, int inFull) {
            return shortForm ? inShort : inFull;
        }
    }
}
