package dev.dpg.system.faults.history;

/**
 * The most memory that a gateway ever had, in all its lives.
 *
 * @param gateway which
 * @param highWaterBytes resident memory
 * @param limitBytes what its heap, its direct memory and everything else of a JVM may come to
 */
public record MemoryUse(String gateway, long highWaterBytes, long limitBytes) {}
