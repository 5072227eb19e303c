/** Tests of the decoder against batches that Kafka's own classes make. Pure. */
@NullMarked
package dev.dpg.client.kafka;

import org.jspecify.annotations.NullMarked;
