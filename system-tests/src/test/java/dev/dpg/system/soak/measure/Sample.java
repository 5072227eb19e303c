package dev.dpg.system.soak.measure;

/**
 * What a gateway had at one moment.
 *
 * @param seconds since the soak began
 * @param liveHeapBytes after all garbage was collected
 * @param networkBytes beside the heap, by Netty's count
 * @param directBytes beside the heap, by the virtual machine's count
 * @param residentBytes of physical memory, as Linux tells it; 0 elsewhere
 * @param threads of the process
 * @param files descriptors that are open
 * @param streams that are open
 * @param streamsOpened by all readers since the soak began
 */
public record Sample(
        double seconds,
        long liveHeapBytes,
        long networkBytes,
        long directBytes,
        long residentBytes,
        long threads,
        long files,
        long streams,
        long streamsOpened) {}
