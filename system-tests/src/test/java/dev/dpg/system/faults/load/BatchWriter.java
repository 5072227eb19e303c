package dev.dpg.system.faults.load;

/** Writes batch after batch. For one thread. */
interface BatchWriter extends AutoCloseable {
    /** Writes one; what Kafka refuses is not written again. Blocks. */
    void writeBatch();

    /** Waits until what was written is taken or refused. */
    void flush();

    @Override
    void close();
}
