package dev.dpg.system.soak.load;

import dev.dpg.system.bench.load.Done;
import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.load.Workbench;

/**
 * Has readers come and go from now on, until {@link FinishChurn}. Returns when those that stay are at the tail.
 *
 * @param first the number that comes next in each partition
 * @param visitors readers that come and go, at a time
 */
public record BeginChurn(String address, String product, int partitions, long first, int visitors, long seed)
        implements Task<Done> {
    @Override
    public Done perform(Workbench bench) throws Exception {
        Churn churn = Churn.begin(new Visit.Venue(address, product, partitions), first, visitors, seed);
        bench.keep(Churn.NAME, Churn.class, () -> churn);
        return new Done(visitors);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
