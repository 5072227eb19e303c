/**
 * A Kafka broker and its controller (KRaft) inside this JVM, made of the real Kafka server classes: the default of one
 * machine, and the broker of the tests. Not for production, where Kafka runs by itself.
 *
 * <p>{@link dev.dpg.embedded.EmbeddedKafka#start} takes the lock of the data directory and binds the sockets before any
 * part of Kafka starts, so that the two usual mistakes (a second program on the port, a second broker on the directory)
 * are told at once and leave nothing behind. {@link dev.dpg.embedded.BrokerMain} is the same broker as a process.
 *
 * <p>Threads: the broker's own, made and ended by Kafka. It never ends the JVM and adds no shutdown hook: what Kafka would
 * end the process for is reported by {@link dev.dpg.embedded.EmbeddedKafka#ended}.
 */
@NullMarked
package dev.dpg.embedded;

import org.jspecify.annotations.NullMarked;
