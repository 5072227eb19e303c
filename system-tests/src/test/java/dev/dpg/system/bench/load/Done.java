package dev.dpg.system.bench.load;

/**
 * It is done, and there is nothing to tell but how many it were.
 *
 * @param count of whatever was done
 */
public record Done(long count) {}
