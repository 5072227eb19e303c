/** The contract suites on a real Kafka broker, and what only Kafka can do. */
@NullMarked
package dev.dpg.gateway.log.kafka;

import org.jspecify.annotations.NullMarked;
