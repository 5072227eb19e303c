package dev.dpg.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.log.kafka.ControlRetention;
import dev.dpg.gateway.log.kafka.KafkaControlLog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.StateSettings;
import dev.dpg.gateway.state.StateTopic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several gateways' catalogues over one control topic of a real broker. */
class CatalogStoreIT {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogStoreIT.class);
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int GATEWAYS = 2;
    private static final int THREADS_EACH = 2;
    private static final int APPLIES_EACH = 15;

    private final String topic = TestBroker.uniqueName("__dpg.catalog");
    private final List<CatalogStore> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(CatalogStore::close);
    }

    @Test
    void gatewaysThatApplyAtTheSameTimeNeverLoseAWrite() throws Exception {
        long seed = Long.getLong("dpg.test.seed", ThreadLocalRandom.current().nextLong());
        List<CatalogStore> gateways = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(gateway());
        }
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger conflicts = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(GATEWAYS * THREADS_EACH);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < GATEWAYS * THREADS_EACH; caller++) {
                CatalogStore gateway = gateways.get(caller % GATEWAYS);
                int number = caller;
                running.add(callers.submit(
                        () -> applyMany(gateway, number, new Random(seed + number), acknowledged, conflicts)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            callers.shutdownNow();
        }

        LOG.warn("seed {}: {} acknowledged, {} conflicts seen", seed, acknowledged.size(), conflicts);
        assertThat(acknowledged).as("seed %d", seed).hasSize(GATEWAYS * THREADS_EACH * APPLIES_EACH);
        gateways.add(gateway());
        for (CatalogStore gateway : gateways) {
            await().atMost(WITHIN)
                    .untilAsserted(() ->
                            assertThat(versions(gateway)).as("seed %d", seed).isEqualTo(acknowledged));
        }
    }

    @Test
    void racesForOneVersionHaveOneWinner() throws Exception {
        CatalogStore ours = gateway();
        CatalogStore theirs = gateway();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String version = "1." + round + ".0";
                Future<String> one = callers.submit(() -> race(ours, version, "ours"));
                Future<String> other = callers.submit(() -> race(theirs, version, "theirs"));
                assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder("won", "lost");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aRestartReadsTheSameAfterACompaction() {
        TestBroker.createTopic(
                topic,
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        "min.cleanable.dirty.ratio", "0.001",
                        "segment.ms", "200",
                        "max.message.bytes", "4194304"));
        CatalogStore ours = gateway();
        int applies = 60;
        for (int i = 0; i < applies; i++) {
            apply(ours, "sales.orders.v1", "1." + i + ".0", "content");
        }
        apply(ours, "sales.returns.v1", "1.0.0", "content");
        Map<String, CatalogEntry> before = ours.entries();

        // Each further apply rolls a segment, so that the ones before can be cleaned.
        AtomicInteger more = new AtomicInteger();
        await().atMost(WITHIN).pollInterval(Duration.ofSeconds(1)).until(() -> {
            apply(ours, "sales.returns.v1", "1." + more.incrementAndGet() + ".0", "content");
            return storedVersionsOf("sales.orders.v1") < applies;
        });

        CatalogStore restarted = gateway();
        assertThat(restarted.entries()).isEqualTo(ours.entries()).containsAllEntriesOf(withoutReturns(before));
    }

    private static void applyMany(
            CatalogStore gateway, int caller, Random random, Set<String> acknowledged, AtomicInteger conflicts) {
        for (int i = 0; i < APPLIES_EACH; i++) {
            String name = "domain" + caller + ".port" + i + "_" + random.nextInt(1_000) + ".v1";
            String content = "x".repeat(random.nextInt(20_000));
            while (true) {
                try {
                    List<AppliedPort> applied = gateway.apply(request(name, "1.0.0", content));
                    assertThat(applied).hasSize(1);
                    acknowledged.add(name + " 1.0.0");
                    break;
                } catch (ProblemException e) {
                    // The one answer that a caller may just repeat.
                    assertThat(e.problem().reason()).isEqualTo(Reason.CONFLICT);
                    conflicts.incrementAndGet();
                }
            }
        }
    }

    private static String race(CatalogStore gateway, String version, String content) {
        try {
            apply(gateway, "sales.orders.v1", version, content);
            return "won";
        } catch (ProblemException e) {
            assertThat(e.problem().reason()).isEqualTo(Reason.VERSION_EXISTS);
            return "lost";
        }
    }

    private static void apply(CatalogStore gateway, String name, String version, String content) {
        gateway.apply(request(name, version, content));
    }

    private static ApplyRequest request(String name, String version, String content) {
        PublishedPort port = SamplePorts.port(name, version, content);
        byte[] digest =
                ByteBuffer.allocate(Integer.BYTES).putInt(content.hashCode()).array();
        return new ApplyRequest(
                name + " " + version + " " + content.hashCode(), digest, List.of(port), ApplyGuard.OPEN);
    }

    private CatalogStore gateway() {
        KafkaControlLog log = new KafkaControlLog(
                topic,
                Map.of("bootstrap.servers", TestBroker.bootstrapServers()),
                ControlRetention.STATE,
                Thread::new,
                InstantSource.system());
        CatalogStore store =
                new CatalogStore(new StateTopic("catalog", log, StateSettings.defaults()), InstantSource.system());
        opened.add(store);
        store.open();
        await().atMost(WITHIN).until(store::ready);
        return store;
    }

    private static Set<String> versions(CatalogStore gateway) {
        return new Catalog(gateway, List.of())
                .ports("", PageRequest.of(PageRequest.SIZE_MAX, "")).items().stream()
                        .map(port -> port.name() + " " + port.version())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, CatalogEntry> withoutReturns(Map<String, CatalogEntry> entries) {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getKey().contains("returns"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Records of this key that the topic still holds. */
    private int storedVersionsOf(String key) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            int found = 0;
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    found += new String(record.key(), java.nio.charset.StandardCharsets.UTF_8).equals(key) ? 1 : 0;
                }
            }
            return found;
        }
    }
}
