package dev.dpg.gateway.log;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * One control topic: a compacted topic with a single partition, which every gateway reads whole and follows, and which
 * one gateway at a time writes, but for keys that need no decision ({@link #append}). The topic is created where it is missing.
 *
 * <p>Compare-and-set: {@link #claim} takes the pen from every other writer and tells up to where to read; whoever has read
 * that far knows everything that was ever committed, decides, and {@link #commit}s. A commit succeeds only if nobody
 * claimed since, so what was decided on still held. Reading it again gives the same table after a compaction, too, which
 * "the first write wins on replay" would not.
 *
 * <p>Unlike the rest of this package {@link #claim}, {@link #commit} and {@link #append} block, for as long as the cluster takes to answer
 * within the adapter's timeouts; the first two are called by one thread at a time. The other methods may be called by any thread.
 */
public interface ControlLog extends AutoCloseable {
    /** Bytes of a record's key and value together, at most; a larger one is an {@link IllegalArgumentException}. */
    int RECORD_BYTES_MAX = 2 * 1024 * 1024;

    /**
     * Reads the topic from its beginning and follows it until {@link #close}. A cluster that is out of reach, also at the
     * start, is tried again without end; nothing is told meanwhile. Does not block.
     *
     * @throws IllegalStateException if it is followed already
     */
    void follow(Listener listener);

    /**
     * Makes this the only writer: the commit of any other one that claimed before fails from now on. Cheap where this one
     * has the pen already.
     *
     * @return the offset to read to before deciding: all that anybody has committed lies before it, or the pen is lost
     *     already and the commit will fail
     * @throws dev.dpg.gateway.problem.ProblemException {@code CLUSTER_DOWN}
     */
    long claim();

    /**
     * Writes all records or none, and only if nobody wrote since {@link #claim}. Committing no records only asks whether
     * nothing else was in the log at the time of the claim, so that a decision to write nothing stands.
     *
     * <p>An answer of the cluster can get lost. So after an empty result, and after an exception, the records may in rare
     * cases be in the log nevertheless: whoever tries again claims, reads and decides anew, and finds them there.
     *
     * @return the first offset after the records; empty: somebody else claimed in between, or it can't be told. Claim
     *     again then
     * @throws dev.dpg.gateway.problem.ProblemException {@code CLUSTER_DOWN}
     * @throws IllegalStateException if nothing was claimed, or not again after an empty result or an exception
     */
    OptionalLong commit(List<ControlRecord> records);

    /**
     * Writes records without the pen: for keys that only one gateway ever writes, or where the last write may win. Does not
     * disturb the pen, in whoever's hands it is, and may be called by any thread. Blocks until the cluster has the records;
     * they are heard one after the other and not together.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code CLUSTER_DOWN}; some may be written then
     */
    void append(List<ControlRecord> records);

    /** Stops following and gives up the pen; waits for the reader's thread. Idempotent. */
    @Override
    void close();

    /** Called on the log's reader thread only, one call at a time; must not block and must not call the log. */
    interface Listener {
        /**
         * The next committed records. All records of a commit come in one call.
         *
         * @param records in the log's order; may be empty
         * @param nextOffset everything before it has been told
         */
        void records(List<ControlRecord> records, long nextOffset);

        /** Everything that was committed before this time has been told: the cluster was asked at that time. */
        void confirmed(Instant time);

        /**
         * What was told so far no longer holds (the topic was truncated or made anew, or tombstones may have been missed
         * in a long absence); it is read from its beginning again.
         */
        void restarted();
    }
}
