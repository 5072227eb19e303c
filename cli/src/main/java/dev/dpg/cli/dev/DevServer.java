package dev.dpg.cli.dev;

import dev.dpg.cli.dev.DevSettings.Embedded;
import dev.dpg.cli.dev.DevSettings.External;
import dev.dpg.cli.samples.SampleLoader;
import dev.dpg.cli.samples.SampleReplay;
import dev.dpg.client.DpgClient;
import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import dev.dpg.gateway.app.Gateway;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    private void startParts() {
        String bootstrap = settings.kafka() instanceof Embedded embedded ? embedded(embedded) : bootstrap();
        Map<String, String> client = KafkaClientProperties.of(bootstrap, settings.kafka());
        gateway(bootstrap);
        samples(client);
        if (settings.replay()) {
            replay(client);
        }
    }

    private String bootstrap() {
        return ((External) settings.kafka()).bootstrap();
    }

    private String embedded(Embedded choice) {
        long began = System.nanoTime();
        screen.working("kafka", "starting");
        EmbeddedKafka kafka = keep(EmbeddedKafka.start(
                new EmbeddedKafkaSettings(settings.directory().resolve("kafka"), choice.port())));
        var unused = kafka.ended().whenComplete((ended, failed) -> {
            if (failed != null) {
                fault.complete(failed);
            }
        });
        screen.stands("kafka", kafka.bootstrapServers(), "embedded, one broker", since(began));
        return kafka.bootstrapServers();
    }

    private void gateway(String bootstrap) {
        long began = System.nanoTime();
        screen.working("gateway", "starting");
        Gateway gateway = Gateway.start(DevConfiguration.of(settings, bootstrap));
        keep(() -> {
            gateway.drain(DRAIN_TIMEOUT);
            gateway.close();
        });
        address = gateway.address();
        screen.stands("gateway", address, "gRPC · reflection · metrics :" + gateway.metricsPort(), since(began));
    }

    private void samples(Map<String, String> client) {
        long began = System.nanoTime();
        screen.working("samples", "looking");
        SampleLoader.load(client, (topic, rows, of) -> screen.working("samples", topic + "  " + rows + "/" + of));
        try (DpgClient dpg = DpgClient.connect(address)) {
            Readiness.await(dpg.channel());
            new SampleProducts(dpg.channel()).apply();
        }
        screen.stands("samples", String.join("  ", SampleProducts.NAMES), since(began));
    }

    /** Begins to play in its own time: nobody has to wait for it. */
    private void replay(Map<String, String> client) {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dpg-replay");
            thread.setDaemon(true);
            return thread;
        });
        keep(scheduler::shutdownNow);
        scheduler.execute(() -> {
            try {
                SampleReplay replay = SampleReplay.start(client, scheduler, InstantSource.system());
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

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
