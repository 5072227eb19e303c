package dev.dpg.cli.samples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One row of a sample.
 *
 * @param topic the topic it belongs to
 * @param json the text that is the record's value
 * @param fields the same text, parsed
 */
record SampleRow(SampleTopic topic, String json, ObjectNode fields) {

    String text(String field) {
        return fields.path(field).asText();
    }

    /** The row as a record of the past, stamped with the time of its event. */
    ProducerRecord<byte[], byte[]> asHistory() {
        return record(json, topic.eventTime(this));
    }

    /** The row as an event that happens now. */
    ProducerRecord<byte[], byte[]> asLiveEvent(Instant now) {
        ObjectNode live = fields.deepCopy();
        topic.timeFields().forEach(field -> live.put(field, now.toString()));
        return record(live.toString(), now);
    }

    private ProducerRecord<byte[], byte[]> record(String value, Instant time) {
        return new ProducerRecord<>(
                topic.topicName(),
                null,
                time.toEpochMilli(),
                text(topic.keyField()).getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }
}
