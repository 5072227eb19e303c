package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.stage.Stage;

/** Something that is measured. */
public interface Scenario {
    /** What people call it. */
    String name();

    /** Whether it belongs to the short form. */
    boolean isShort();

    /** Measures it, with processes of its own. Blocks. */
    Outcome run(Stage stage, Effort effort) throws Exception;
}
