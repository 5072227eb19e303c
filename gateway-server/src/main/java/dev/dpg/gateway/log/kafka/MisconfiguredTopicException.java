package dev.dpg.gateway.log.kafka;

import org.apache.kafka.common.KafkaException;

/** The control topic exists, but not as it has to be. Only an operator can change that; the message says how. */
final class MisconfiguredTopicException extends KafkaException {
    private static final long serialVersionUID = 1L;

    MisconfiguredTopicException(String message) {
        super(message);
    }
}
