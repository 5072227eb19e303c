package dev.dpg.cli.dev;

import dev.dpg.cli.dev.DevSettings.Embedded;
import dev.dpg.cli.dev.DevSettings.External;
import dev.dpg.cli.samples.LoadedTopic;
import dev.dpg.cli.samples.SampleLoader;
import dev.dpg.cli.samples.SampleReplay;
import dev.dpg.client.DpgClient;
import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import dev.dpg.gateway.app.Gateway;
import io.grpc.Channel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mesh on one machine, running: Kafka, the gateway, the samples. Starting blocks until everything serves; closing stops
 * the parts in reverse and returns when all are down. For one thread, except {@link #close()} and {@link #fault()}.
 */
public final class DevServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    private final DevSettings settings;
    private final DevScreen screen;
    /** What is to be closed, last opened first. Guarded by itself. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Guarded by {@code open}. */
    private boolean closing;

    private final CompletableFuture<Throwable> fault = new CompletableFuture<>();
    private String address = "";

    private DevServer(DevSettings settings, DevScreen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    /**
     * Starts everything.
     *
     * @throws RuntimeException where a part does not start; what was started before it is stopped again
     */
    static DevServer start(DevSettings settings, DevScreen screen) {
        var server = new DevServer(settings, screen);
        try {
            server.startParts();
            return server;
        } catch (RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    /** Where the gateway listens: host and port. */
    public String address() {
        return address;
    }

    /** Completed when a part fails that the others cannot do without. */
    public CompletableFuture<Throwable> fault() {
        return fault;
    }

    /**
     * Starts at the same time what does not need the other: the gateway connects to a Kafka that is still starting, and goes
     * on as soon as it answers.
     */
    private void startParts() {
        screen.working("kafka", "starting");
        Optional<EmbeddedStart> embedded = settings.kafka() instanceof Embedded choice
                ? Optional.of(keep(EmbeddedStart.begin(
                        new EmbeddedKafkaSettings(settings.directory().resolve("kafka"), choice.port()))))
                : Optional.empty();
        String bootstrap = embedded.map(EmbeddedStart::address).orElseGet(this::bootstrap);
        Map<String, String> client = KafkaClientProperties.of(bootstrap, settings.kafka());
        Gateway gateway = gateway(bootstrap);
        ScheduledExecutorService samples = samplesThread();
        try (DpgClient dpg = DpgClient.connect(address)) {
            Readiness.awaitAlive(dpg.channel());
            embedded.map(EmbeddedStart::running).ifPresent(this::kafkaStands);
            screen.stands("gateway", address, "gRPC · reflection · metrics :" + gateway.metricsPort());
            samples(client, samples, dpg.channel());
        }
        screen.stands("samples", String.join("  ", SampleProducts.NAMES));
        if (settings.replay()) {
            replay(client, samples);
        }
    }

    private String bootstrap() {
        return ((External) settings.kafka()).bootstrap();
    }

    private void kafkaStands(EmbeddedKafka kafka) {
        var unused = kafka.ended().whenComplete((ended, failed) -> {
            if (failed != null) {
                fault.complete(failed);
            }
        });
        screen.stands("kafka", kafka.bootstrapServers(), "embedded, one broker");
    }

    private Gateway gateway(String bootstrap) {
        Gateway gateway = Gateway.start(DevConfiguration.of(settings, bootstrap));
        keep(() -> {
            gateway.drain(DRAIN_TIMEOUT);
            gateway.close();
        });
        address = gateway.address();
        return gateway;
    }

    private ScheduledExecutorService samplesThread() {
        ScheduledExecutorService samples = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dpg-samples");
            thread.setDaemon(true);
            return thread;
        });
        keep(samples::shutdownNow);
        return samples;
    }

    private void loading(String topic, int rows, int of) {
        screen.working("samples", topic + "  " + rows + "/" + of);
    }

    /** The topics are filled while the gateway reads its state. */
    private void samples(Map<String, String> client, Executor executor, Channel gateway) {
        screen.working("samples", "looking");
        CompletableFuture<List<LoadedTopic>> loaded =
                CompletableFuture.supplyAsync(() -> SampleLoader.load(client, this::loading), executor);
        Readiness.await(gateway);
        Joined.of(loaded);
        new SampleProducts(gateway).apply();
    }

    /** Begins to play in its own time: nobody has to wait for it. */
    private void replay(Map<String, String> client, ScheduledExecutorService samples) {
        samples.execute(() -> {
            try {
                SampleReplay replay = SampleReplay.start(client, samples, InstantSource.system());
                if (!keepWhileOpen(replay)) {
                    replay.close();
                }
            } catch (RuntimeException failed) {
                LOG.warn("The samples are not played again", failed);
            }
        });
    }

    /** As {@link #keep}, unless closing has begun. */
    private boolean keepWhileOpen(AutoCloseable part) {
        synchronized (open) {
            if (!closing) {
                open.push(part);
            }
            return !closing;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        synchronized (open) {
            open.push(part);
        }
        return part;
    }

    /** Stops everything. The first call does the work; a later one, also from another thread, waits for it. */
    @Override
    public void close() {
        synchronized (open) {
            closing = true;
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception failed) {
                    LOG.warn("A part did not stop in order", failed);
                }
            }
        }
    }
}
