package dev.dpg.system.bench.load;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that a load client does: a record, sent as JSON by the name of its class.
 *
 * @param <R> what comes of it, as JSON can hold it
 */
public interface Task<R> {
    /** Does it. Blocks. One at a time. */
    R perform(Workbench bench) throws Exception;

    /** What comes of it. */
    @JsonIgnore
    Class<R> answer();
}
