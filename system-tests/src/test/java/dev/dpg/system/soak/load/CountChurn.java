package dev.dpg.system.soak.load;

import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.load.Workbench;

/** Tells what the readers of {@link BeginChurn} have done so far. */
public record CountChurn() implements Task<ChurnCounts> {
    @Override
    public ChurnCounts perform(Workbench bench) {
        return bench.keep(Churn.NAME, Churn.class, () -> {
                    throw new IllegalStateException("nobody comes and goes");
                })
                .counts();
    }

    @Override
    public Class<ChurnCounts> answer() {
        return ChurnCounts.class;
    }
}
