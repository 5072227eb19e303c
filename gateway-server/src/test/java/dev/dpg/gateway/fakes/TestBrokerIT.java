package dev.dpg.gateway.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class TestBrokerIT {
    private static final byte[] VALUE = "{}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aTopicTakesRecordsOfBothKindsOfProducer() throws Exception {
        String topic = TestBroker.uniqueName("orders");
        TestBroker.createTopic(topic, 1, Map.of("retention.ms", "-1"));

        try (Producer<byte[], byte[]> producer = TestBroker.producer();
                Producer<byte[], byte[]> transactional = TestBroker.transactionalProducer(topic)) {
            RecordMetadata first =
                    producer.send(new ProducerRecord<>(topic, VALUE)).get();
            transactional.beginTransaction();
            RecordMetadata second =
                    transactional.send(new ProducerRecord<>(topic, VALUE)).get();
            transactional.commitTransaction();

            assertThat(first.offset()).isZero();
            assertThat(second.offset()).isEqualTo(1);
        }
    }

    @Test
    void aTopicMadeAnewHasAnotherId() {
        String topic = TestBroker.uniqueName("orders");
        var former = TestBroker.createTopic(topic, 2, Map.of());

        TestBroker.deleteTopic(topic);

        assertThat(TestBroker.createTopic(topic, 2, Map.of())).isNotEqualTo(former);
    }
}
