package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.Done;
import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.stage.Worker;
import java.util.function.LongFunction;

/**
 * Readers at the tail of one kind.
 *
 * @param name who they are
 * @param server the process that serves them
 * @param worker where they are
 * @param readers how many
 * @param complete whether all of them have to get everything; a rival may be too slow
 * @param follow opens them, given the number that comes next in each partition
 */
record TailSide(
        String name, String server, Worker worker, int readers, boolean complete, LongFunction<Task<Done>> follow) {}
