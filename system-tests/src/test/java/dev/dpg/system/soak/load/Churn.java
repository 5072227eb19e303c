package dev.dpg.system.soak.load;

import dev.dpg.client.DpgException;
import dev.dpg.system.soak.load.Visit.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Readers that come and go, and some that stay. Begun and ended by one thread; each visitor has one of its own. */
final class Churn implements AutoCloseable {
    static final String NAME = "churn";

    private static final Duration LAST_VISIT_MAX = Duration.ofMinutes(5);
    private static final Duration STEADY_PATIENCE = Duration.ofMinutes(3);
    private static final Habit[] HABITS = Habit.values();

    private final Venue venue;
    private final ChurnLog log = new ChurnLog();
    private final SteadyReaders steady;
    private final List<Thread> visitors = new ArrayList<>();
    private volatile boolean closing;

    private Churn(Venue venue, long first) throws InterruptedException {
        this.venue = venue;
        steady = SteadyReaders.open(venue, first, log);
    }

    /**
     * Begins, while nobody writes yet.
     *
     * @param first the number that comes next in each partition
     * @param visitors readers that come and go, at a time
     */
    static Churn begin(Venue venue, long first, int visitors, long seed) throws InterruptedException {
        Churn churn = new Churn(venue, first);
        for (int i = 0; i < visitors; i++) {
            Random random = new Random(seed + i);
            int number = i;
            Thread visitor = new Thread(() -> churn.comeAndGo(number, random), "visitor-" + i);
            visitor.setDaemon(true);
            churn.visitors.add(visitor);
            visitor.start();
        }
        return churn;
    }

    ChurnCounts counts() {
        return log.counts();
    }

    /**
     * Has all visitors go and the others get everything, and closes all.
     *
     * @param records that were written meanwhile
     * @param end the number after the last one of each partition
     */
    ChurnCounts finish(long records, long end) throws InterruptedException {
        closing = true;
        long deadline = System.nanoTime() + LAST_VISIT_MAX.toNanos();
        for (Thread visitor : visitors) {
            visitor.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            if (visitor.isAlive()) {
                log.fault(visitor.getName(), "does not come to an end");
            }
        }
        steady.finish(records, end, STEADY_PATIENCE);
        close();
        return log.counts();
    }

    @Override
    public void close() {
        closing = true;
        steady.close();
    }

    /** Every visitor begins with another habit, so that all occur soon. */
    private void comeAndGo(int number, Random random) {
        Habit habit = HABITS[number % HABITS.length];
        while (!closing) {
            try (Visit visit = new Visit(venue, random, log, habit.name())) {
                habit.visit(visit);
            } catch (DpgException e) {
                if (e.code() == DpgException.Code.UNAVAILABLE) {
                    log.interrupted();
                } else {
                    log.fault(habit.name(), e.toString());
                }
            } catch (Exception e) {
                log.fault(habit.name(), e.toString());
            }
            habit = HABITS[random.nextInt(HABITS.length)];
        }
    }
}
