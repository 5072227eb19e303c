package dev.dpg.gateway.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task of a thread that has others to run: a failure is logged, and the thread goes on. So is an error, such as a want of
 * memory in sending: the executor would keep it to itself.
 */
record Logged(String name, Runnable task) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Logged.class);

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A task of {} failed by a bug of the gateway", name, e);
        } catch (Error e) {
            LOG.error("A task of {} failed", name, e);
        }
    }
}
