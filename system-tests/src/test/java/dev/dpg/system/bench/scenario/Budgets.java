package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.stage.MetricsPage;
import dev.dpg.system.bench.stage.MetricsPage.Figures;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks again and again at how much of its budgets a gateway uses, on a thread of its own, until it is asked. */
final class Budgets {
    private static final long INTERVAL_MILLIS = 250;

    private final MetricsPage page;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Most most = new Most(0, 0);

    private Budgets(MetricsPage page) {
        this.page = page;
    }

    /**
     * The most that was seen, as parts of the limits.
     *
     * @param inFlight bytes on their way to readers
     * @param direct memory of connections' buffers
     */
    record Most(double inFlight, double direct) {}

    /** Begins to look. */
    static Budgets watch(MetricsPage page) {
        Budgets budgets = new Budgets(page);
        var unused = budgets.timer.scheduleWithFixedDelay(budgets::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return budgets;
    }

    /** Ends looking, and tells what was seen. */
    Most most() {
        timer.shutdownNow();
        synchronized (this) {
            return most;
        }
    }

    private void look() {
        Figures figures = page.now();
        double inFlight = figures.sum("dpg_budget_used_bytes", "budget=\"in_flight\"")
                / figures.sum("dpg_budget_limit_bytes", "budget=\"in_flight\"");
        double direct =
                figures.sum("dpg_direct_used_bytes", "owner=\"network\"") / figures.sum("dpg_direct_limit_bytes");
        synchronized (this) {
            most = new Most(Math.max(most.inFlight, inFlight), Math.max(most.direct, direct));
        }
    }
}
