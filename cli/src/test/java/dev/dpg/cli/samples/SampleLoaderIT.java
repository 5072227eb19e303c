package dev.dpg.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLoaderIT {
    private static final LoadProgress QUIET = (topic, rows, of) -> {};

    @SuppressWarnings("NullAway.Init") // set by JUnit
    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedKafka kafka;

    @BeforeEach
    void startBroker() {
        kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0));
    }

    @AfterEach
    void stopBroker() {
        kafka.close();
    }

    @Test
    void allRowsAreLoadedInTheOrderOfTheirEvents() {
        List<LoadedTopic> loaded = SampleLoader.load(client(), QUIET);

        assertThat(loaded)
                .containsExactly(
                        new LoadedTopic("aviation.flights", 20_000, true),
                        new LoadedTopic("aviation.airports", 3_376, true),
                        new LoadedTopic("climate.daily-weather", 2_922, true),
                        new LoadedTopic("seismology.earthquakes", 1_707, true));
        assertThat(SampleTopic.values()).allSatisfy(this::isWholeAndInOrder);
    }

    @Test
    void theProgressOfEveryTopicComesToItsEnd() {
        List<String> heard = new ArrayList<>();

        SampleLoader.load(client(), (topic, rows, of) -> heard.add(topic + " " + rows + "/" + of));

        assertThat(heard).contains("aviation.flights 1000/20000", "seismology.earthquakes 1707/1707");
    }

    @Test
    void loadingAgainAddsNothing() {
        SampleLoader.load(client(), QUIET);

        List<LoadedTopic> again = SampleLoader.load(client(), QUIET);

        assertThat(again).noneMatch(LoadedTopic::loadedNow);
        assertThat(SampleTopic.values()).allSatisfy(this::isWholeAndInOrder);
    }

    @Test
    void anInterruptedLoadIsDoneAgainWithoutADuplicate() {
        SampleCluster cluster = new SampleCluster(client());
        cluster.createMissing(Arrays.asList(SampleTopic.values()));
        Producer<byte[], byte[]> interrupted =
                cluster.producer(Map.of("transactional.id", SampleLoader.transactionalId(SampleTopic.FLIGHTS)));
        interrupted.initTransactions();
        interrupted.beginTransaction();
        for (SampleRow row : SampleRows.of(SampleTopic.FLIGHTS).subList(0, 5_000)) {
            Future<RecordMetadata> unused = interrupted.send(row.asHistory());
        }
        interrupted.flush();

        List<LoadedTopic> loaded = SampleLoader.load(client(), QUIET);

        assertThat(loaded).allMatch(LoadedTopic::loadedNow);
        assertThat(SampleTopic.values()).allSatisfy(this::isWholeAndInOrder);
        assertThatThrownBy(interrupted::commitTransaction).isNotNull();
        interrupted.close(Duration.ZERO);
    }

    @Test
    void aTopicOfSomebodyElseIsLeftAsItIs() throws Exception {
        SampleCluster cluster = new SampleCluster(client());
        cluster.createMissing(List.of(SampleTopic.EARTHQUAKES));
        SampleRow row = SampleRows.of(SampleTopic.EARTHQUAKES).get(0);
        try (Producer<byte[], byte[]> other = cluster.producer(Map.of())) {
            other.send(row.asHistory()).get();
        }

        SampleLoader.load(client(), QUIET);

        assertThat(read(SampleTopic.EARTHQUAKES)).hasSize(1);
    }

    private void isWholeAndInOrder(SampleTopic topic) {
        List<ConsumerRecord<String, String>> records = read(topic);
        // Sorted, because comparing in any order takes minutes with so many.
        assertThat(records.stream().map(ConsumerRecord::value).sorted().toList())
                .isEqualTo(SampleRows.of(topic).stream()
                        .map(SampleRow::json)
                        .sorted()
                        .toList());
        assertThat(IntStream.range(0, topic.partitions()).boxed())
                .allSatisfy(partition -> assertThat(records.stream().filter(record -> record.partition() == partition))
                        .extracting(ConsumerRecord::timestamp)
                        .isSorted());
    }

    private List<ConsumerRecord<String, String>> read(SampleTopic topic) {
        return ReadTopic.all(kafka.bootstrapServers(), topic);
    }

    private Map<String, String> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
