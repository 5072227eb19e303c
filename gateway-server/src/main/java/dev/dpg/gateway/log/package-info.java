/**
 * The port to the record store: clusters, topics, partitions, positions, batches of records. Data comes out of it through
 * {@link dev.dpg.gateway.log.PartitionTail} (everybody at the head) and {@link dev.dpg.gateway.log.CatchUpReader}
 * (everybody else). The gateway's own state goes both ways through {@link dev.dpg.gateway.log.ControlLog}. Adapters:
 * {@code log.kafka} and {@code log.memory}; one contract suite runs on both.
 *
 * <p>Threads: no method of this package blocks, but for writing to a control log; stages and listeners are completed on the
 * adapter's own threads, so whoever is called there hands over quickly.
 */
@NullMarked
package dev.dpg.gateway.log;

import org.jspecify.annotations.NullMarked;
