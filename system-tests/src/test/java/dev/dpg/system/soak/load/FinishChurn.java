package dev.dpg.system.soak.load;

import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.load.Workbench;

/**
 * Ends the readers of {@link BeginChurn}, those that stay when they have everything, and tells what all of them found.
 *
 * @param records that were written meanwhile
 * @param end the number after the last one of each partition
 */
public record FinishChurn(long records, long end) implements Task<ChurnCounts> {
    @Override
    public ChurnCounts perform(Workbench bench) throws Exception {
        return bench.take(Churn.NAME, Churn.class).finish(records, end);
    }

    @Override
    public Class<ChurnCounts> answer() {
        return ChurnCounts.class;
    }
}
