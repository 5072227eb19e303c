/**
 * Decodes record batches of Kafka's message format 2 for the Java client, which finds this artifact by being on the class path
 * beside it. Batches come from the client, frame by frame, and go back as records of dpg.v1. Nothing here keeps state: any thread
 * may decode. No class of Kafka's client is used, so that it goes with any version of it, or none.
 *
 * <p>Not part of the public API: the artifact has to be of the client's version.
 */
@NullMarked
package dev.dpg.client.kafka;

import org.jspecify.annotations.NullMarked;
