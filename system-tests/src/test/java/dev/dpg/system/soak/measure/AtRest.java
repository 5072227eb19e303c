package dev.dpg.system.soak.measure;

import java.util.Map;

/**
 * What a gateway has that nobody reads from, after all garbage was collected.
 *
 * @param heapBytes of live objects
 * @param networkBytes beside the heap, by Netty's count
 * @param directBytes beside the heap, by the virtual machine's count
 * @param threads of the process, by the virtual machine's count
 * @param files descriptors that are open
 * @param streams that are still open
 * @param connections of clients that are still open
 * @param instances live objects by class: the gateway's own, gRPC's, Netty's and Kafka's
 */
public record AtRest(
        long heapBytes,
        long networkBytes,
        long directBytes,
        long threads,
        long files,
        long streams,
        long connections,
        Map<String, Long> instances) {
    public AtRest {
        instances = Map.copyOf(instances);
    }
}
