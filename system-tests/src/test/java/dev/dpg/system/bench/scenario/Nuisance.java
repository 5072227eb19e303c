package dev.dpg.system.bench.scenario;

/** What others do beside healthy readers that these should not notice. For one thread. */
interface Nuisance {
    /** Begins. Returns when it is there, or under way. */
    void begin();

    /** Ends it; what went wrong that is not to be blamed on the nuisance, in words, or nothing. */
    String end();
}
