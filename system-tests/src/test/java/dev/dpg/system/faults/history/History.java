package dev.dpg.system.faults.history;

import java.util.List;
import java.util.Set;

/**
 * Everything that a checker is to judge.
 *
 * @param topics the logs in the order they existed; more than one where the topic was created anew
 * @param aborted ids of records whose transaction was aborted for sure
 * @param acknowledged how many records were acknowledged and committed
 * @param readers everybody who read
 * @param memory of the gateways
 * @param errorsForbidden whether nothing happened but what was planned, so that no user may see an error
 */
public record History(
        List<CommittedTopic> topics,
        Set<String> aborted,
        long acknowledged,
        List<Reader> readers,
        List<MemoryUse> memory,
        boolean errorsForbidden) {
    public History {
        topics = List.copyOf(topics);
        aborted = Set.copyOf(aborted);
        readers = List.copyOf(readers);
        memory = List.copyOf(memory);
    }
}
