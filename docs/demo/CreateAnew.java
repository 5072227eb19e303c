import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Deletes a topic and creates it anew, with as many partitions, and fills each with records at once: {@code BROKER TOPIC
 * RECORDS}. For docs/topic-recreated.md; a topic's records are gone for good.
 */
class CreateAnew {
    public static void main(String[] args) throws Exception {
        String broker = args[0];
        String topic = args[1];
        int records = Integer.parseInt(args[2]);
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker);
        try (Admin admin = Admin.create(kafka);
                var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            var old = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            int partitions = old.partitions().size();
            admin.deleteTopics(List.of(topic)).all().get();
            var created = admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)));
            System.out.println(topic + " was " + old.topicId() + ", is " + created.topicId(topic).get());
            for (int number = 0; number < records * partitions; number++) {
                byte[] value = ("{\"place\":\"of the new log\",\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, number % partitions, null, value));
            }
            producer.flush();
            System.out.println(records + " records in each of " + partitions + " partition(s)");
        }
    }
}
