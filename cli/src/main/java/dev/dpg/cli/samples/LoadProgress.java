package dev.dpg.cli.samples;

/** Hears how far the loading is; called on the loading thread. */
@FunctionalInterface
public interface LoadProgress {
    /**
     * Some more rows of a topic were given to the cluster.
     *
     * @param topic the topic's name
     * @param rows how many were given so far
     * @param of how many there are
     */
    void onRows(String topic, int rows, int of);
}
