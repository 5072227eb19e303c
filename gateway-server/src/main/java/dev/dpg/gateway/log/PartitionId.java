package dev.dpg.gateway.log;

import java.util.UUID;

/**
 * One partition of one incarnation of a topic.
 *
 * @param topic the topic's name
 * @param topicId the topic's id (KIP-516): a topic that is deleted and created anew has another one
 * @param partition counted from 0
 */
public record PartitionId(String topic, UUID topicId, int partition) {}
