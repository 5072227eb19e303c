package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.check.Verdict;
import java.time.Duration;

/** What came of a fault. */
public sealed interface FaultResult {
    /** Its name. */
    String name();

    /** Whether every promise was kept. */
    boolean isClean();

    /**
     * It was inflicted.
     *
     * @param verdict of the checker
     * @param recoveryP50 half of the readers went on after no more than this
     * @param recoveryP99 nearly all did
     * @param interruptions how often a user was told of an error
     */
    record Inflicted(String name, Verdict verdict, Duration recoveryP50, Duration recoveryP99, long interruptions)
            implements FaultResult {
        @Override
        public boolean isClean() {
            return verdict.isClean();
        }
    }

    /**
     * It cannot be done here.
     *
     * @param why a few words
     */
    record Skipped(String name, String why) implements FaultResult {
        @Override
        public boolean isClean() {
            return true;
        }
    }

    /**
     * It could not be judged: the harness, or Kafka itself, failed, or readers did not go on.
     *
     * @param why what happened
     */
    record Failed(String name, String why) implements FaultResult {
        @Override
        public boolean isClean() {
            return false;
        }
    }
}
