package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgClient;
import dev.dpg.client.Encoding;
import dev.dpg.client.Position;
import dev.dpg.system.faults.cluster.Brokers;
import dev.dpg.system.faults.cluster.FixedPorts;
import dev.dpg.system.fixture.CommittedLog;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.Received;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.TestProduct;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A partition's leader moves from broker to broker, and is killed, under readers of stored batches. */
class LeaderMovesIT {
    private static final String TOPIC = "test.moved";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int RECORDS = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final Brokers brokers = resources.add(new Brokers(resources.directory(), new FixedPorts()));

    @Test
    void readersFollowTheLeaderAndReadWhatIsCommitted() {
        brokers.start();
        Admin admin = resources.add(Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers())));
        createTopic(admin);
        var gateway = InProcessGateway.start(GatewaySetup.on(brokers.bootstrapServers()), resources);
        Connection.to(gateway.address(), resources).awaitReady().publish(TestProduct.named("moved"));
        DpgClient client = resources.add(DpgClient.connect(gateway.address()));
        EventWriter writer = resources.add(EventWriter.plain(brokers.bootstrapServers(), TOPIC, 1));
        writer.write(RECORDS);
        Received followed = new Received();
        resources.add(client.subscribe("test.moved")
                .from(Position.EARLIEST)
                .encoding(Encoding.RAW)
                .start(followed::add));

        for (int leader : List.of(2, 3, 1)) {
            move(admin, leader);
            writer.write(RECORDS);
            assertReadsTheTruth(client);
        }
        brokers.node(1).kill();
        writer.write(RECORDS);

        assertReadsTheTruth(client);
        var truth = CommittedLog.read(brokers.bootstrapServers(), TOPIC);
        await().atMost(TIMEOUT).until(() -> followed.all().equals(truth));
    }

    private void assertReadsTheTruth(DpgClient client) {
        Received received = new Received();
        client.read("test.moved").from(Position.EARLIEST).encoding(Encoding.RAW).forEach(received::add);
        assertThat(received.all()).isEqualTo(CommittedLog.read(brokers.bootstrapServers(), TOPIC));
    }

    private static void createTopic(Admin admin) {
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> admin.describeCluster().nodes().get().size() == Brokers.COUNT);
        await().atMost(TIMEOUT).ignoreExceptions().until(() -> {
            admin.createTopics(List.of(new NewTopic(TOPIC, Map.of(0, List.of(1, 2, 3)))))
                    .all()
                    .get();
            return true;
        });
        await().atMost(TIMEOUT).ignoreExceptions().until(() -> leader(admin) == 1);
    }

    private static void move(Admin admin, int leader) {
        var replicas = new NewPartitionReassignment(List.of(leader, leader % 3 + 1, (leader + 1) % 3 + 1));
        await().atMost(TIMEOUT).ignoreExceptions().until(() -> {
            admin.alterPartitionReassignments(Map.of(PARTITION, Optional.of(replicas)))
                    .all()
                    .get();
            var elected = admin.electLeaders(ElectionType.PREFERRED, Set.of(PARTITION))
                    .partitions()
                    .get();
            return elected.containsKey(PARTITION) && leader(admin) == leader;
        });
    }

    private static int leader(Admin admin) throws Exception {
        var topics = admin.describeTopics(List.of(TOPIC)).allTopicNames().get();
        return Objects.requireNonNull(topics.get(TOPIC))
                .partitions()
                .get(0)
                .leader()
                .id();
    }
}
