package dev.dpg.system.soak.report;

/**
 * How much more a gateway may have after a soak than before. What is left behind by one stream in ten is too much.
 *
 * @param heapBytes of live objects
 * @param networkBytes of connections' buffers; Netty takes and keeps them in pieces of 2 MiB
 * @param directBytes of all buffers that the virtual machine counts, these pieces among them
 * @param threads of the process
 * @param files descriptors
 * @param instancesOfStreams objects of one class, for each stream that was opened
 * @param instances objects of one class, however few streams were opened
 */
public record Tolerances(
        long heapBytes,
        long networkBytes,
        long directBytes,
        long threads,
        long files,
        double instancesOfStreams,
        long instances) {
    private static final long MEBIBYTE = 1024 * 1024;

    /** Those of every soak. */
    public static final Tolerances USUAL = new Tolerances(MEBIBYTE, 4 * MEBIBYTE, 6 * MEBIBYTE, 2, 4, 0.1, 100);

    /** Objects of one class. */
    long instancesAfter(long streams) {
        return Math.max(instances, (long) (streams * instancesOfStreams));
    }
}
