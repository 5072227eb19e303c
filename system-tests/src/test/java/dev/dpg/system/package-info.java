/**
 * Suites of the whole system with real parts: a Kafka broker, gateways in this JVM and in their own, the Java client and bare
 * gRPC. Each suite holds one promise that no module can hold alone. Tests share one broker and use topics of their own, wait
 * for conditions and never for time, and print the seed of whatever is random: {@code -Ddpg.test.seed=…} repeats it.
 */
@NullMarked
package dev.dpg.system;

import org.jspecify.annotations.NullMarked;
