package dev.dpg.system.faults.cluster;

/** How the processes log: warnings of Kafka, and everything of ours, to where they print. */
final class FaultLog {
    private FaultLog() {}

    static String option() {
        return "-Dlogback.configurationFile=logback-faults.xml";
    }
}
