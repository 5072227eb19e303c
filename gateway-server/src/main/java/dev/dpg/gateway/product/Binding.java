package dev.dpg.gateway.product;

/**
 * Where a port's records are. The only value that knows Kafka's names; it never leaves the gateway towards a reader.
 *
 * @param cluster name of the cluster in the gateway's configuration
 * @param topic the topic
 * @param format the payload format as stored
 */
public record Binding(String cluster, String topic, PayloadFormat format) {}
