/**
 * The log on Apache Kafka. Records come from a broker through consumers with hand-assigned partitions
 * ({@code read_committed}, no group, {@code auto.offset.reset=none}) and go to listeners and readers as batches of buffers
 * that are not copied; questions about topics and offsets go through one admin client.
 *
 * <p>Threads: one per tail reader and one per catch-up reader, each owning its consumer, from the thread factory of the
 * constructor; one scheduler thread for time-outs and the reachability probe; and what Kafka's clients start themselves.
 * Consumers use the {@code classic} group protocol because it needs no further thread of its own.
 *
 * <p>No type of {@code org.apache.kafka} shows in the public surface. Log lines name clusters and partition numbers, never
 * hosts, topics, or records; the warning about a transaction that was left open names its topic, since nobody could end it
 * otherwise.
 */
@NullMarked
package dev.dpg.gateway.log.kafka;

import org.jspecify.annotations.NullMarked;
