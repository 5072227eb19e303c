package dev.dpg.gateway.log;

/** The clusters that the configuration names. */
public interface Clusters {
    /**
     * The cluster of this name.
     *
     * @throws IllegalArgumentException if the configuration names none such
     */
    RecordLog named(String cluster);
}
