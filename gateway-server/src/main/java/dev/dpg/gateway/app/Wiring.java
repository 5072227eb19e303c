package dev.dpg.gateway.app;

import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.CatalogMetrics;
import dev.dpg.gateway.catalog.CatalogStore;
import dev.dpg.gateway.catalog.ProductWatch;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.config.ProcessMemory;
import dev.dpg.gateway.delivery.Delivery;
import dev.dpg.gateway.delivery.DeliveryLoop;
import dev.dpg.gateway.edge.HttpPort;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.kafka.ControlRetention;
import dev.dpg.gateway.log.kafka.KafkaCluster;
import dev.dpg.gateway.log.kafka.KafkaClusterSettings;
import dev.dpg.gateway.log.kafka.KafkaControlLog;
import dev.dpg.gateway.publication.DirectoryReport;
import dev.dpg.gateway.publication.DocumentCheck;
import dev.dpg.gateway.publication.DocumentDirectory;
import dev.dpg.gateway.publication.Drafter;
import dev.dpg.gateway.publication.LifecycleChanges;
import dev.dpg.gateway.publication.LiveReaders;
import dev.dpg.gateway.publication.Planner;
import dev.dpg.gateway.publication.Publisher;
import dev.dpg.gateway.publication.SampleQuality;
import dev.dpg.gateway.registry.Later;
import dev.dpg.gateway.registry.SchemaRegistries;
import dev.dpg.gateway.rpc.AccessServiceEndpoint;
import dev.dpg.gateway.rpc.AdminServiceEndpoint;
import dev.dpg.gateway.rpc.BlockingCalls;
import dev.dpg.gateway.rpc.CallGate;
import dev.dpg.gateway.rpc.CatalogServiceEndpoint;
import dev.dpg.gateway.rpc.ControlCalls;
import dev.dpg.gateway.rpc.DataServiceEndpoint;
import dev.dpg.gateway.rpc.HealthEndpoint;
import dev.dpg.gateway.rpc.Listener;
import dev.dpg.gateway.rpc.ListenerSettings;
import dev.dpg.gateway.rpc.ProductServiceEndpoint;
import dev.dpg.gateway.rpc.Reflection;
import dev.dpg.gateway.rpc.SchemaServiceEndpoint;
import dev.dpg.gateway.rpc.ServedTypes;
import dev.dpg.gateway.rpc.Traffic;
import dev.dpg.gateway.rpc.TypedServices;
import dev.dpg.gateway.rpc.WatchCalls;
import dev.dpg.gateway.state.StateTopic;
import dev.dpg.gateway.subscription.AccessExplainer;
import dev.dpg.gateway.subscription.AccessWatch;
import dev.dpg.gateway.subscription.CodecCache;
import dev.dpg.gateway.subscription.GatewayPresence;
import dev.dpg.gateway.subscription.ReadableProducts;
import dev.dpg.gateway.subscription.SessionBoard;
import dev.dpg.gateway.subscription.SessionDirectory;
import dev.dpg.gateway.subscription.Sessions;
import dev.dpg.gateway.subscription.StreamOpener;
import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.ProcessMetrics;
import dev.dpg.gateway.telemetry.Readings;
import dev.dpg.gateway.telemetry.Telemetry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parts of a gateway, made and connected: from the records' store outwards to the listener. Each line takes only parts
 * of the lines above; what has to be closed goes on the stack as it is made.
 *
 * @param address where the server listens, the port as configured
 * @param server takes calls already
 * @param health to be told when the gateway goes away
 * @param delivery to be told when the gateway goes away
 * @param documents completes when the configured documents are applied
 * @param metrics where metrics are shown
 */
record Wiring(
        InetSocketAddress address,
        Server server,
        HealthEndpoint health,
        Delivery delivery,
        CompletableFuture<DirectoryReport> documents,
        InetSocketAddress metrics) {
    private static final Duration ACCESS_INTERVAL = Duration.ofMillis(500);
    private static final int ACCESS_THREADS = 2;
    private static final int ACCESS_QUEUE_MAX = 256;
    private static final Duration HEALTH_INTERVAL = Duration.ofMillis(500);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final int PRODUCT_WATCHERS_MAX = 500;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int DELIVERY_LOOPS_MAX = 4;
    private static final int REGISTRY_THREADS = 2;
    private static final int GATEWAY_ID_BYTES = 16;

    /** @throws StartException if a part can't be made */
    static Wiring of(GatewaySettings settings, CloseStack stack) {
        InstantSource clock = InstantSource.system();
        InetSocketAddress address = address(
                () -> Listener.address(settings.listen(), settings.identity().asks()));
        InetSocketAddress metricsAddress = address(() -> Listener.loopback(
                "metrics.host", settings.metrics().host(), settings.metrics().port()));
        String id = randomId();
        Telemetry telemetry = stack.add(Telemetry.start(settings.otlp(), id, version()));
        var threads = new Threads(stack);
        int cores = Runtime.getRuntime().availableProcessors();

        Clusters clusters = clusters(settings, threads, clock, stack, telemetry);
        SchemaSource schemas = registries(settings, threads, clock, stack);
        CatalogStore catalogStore = stack.add(catalogStore(settings, threads, clock));
        var catalog = new Catalog(catalogStore, settings.domains());
        catalogStore.open();
        AccessStore access = stack.add(accessStore(settings, threads, clock));
        access.open();
        var readable = new ReadableProducts(catalog, access);

        List<DeliveryLoop> loops = IntStream.rangeClosed(1, Math.min(cores, DELIVERY_LOOPS_MAX))
                .<DeliveryLoop>mapToObj(number -> new LoopThread(threads.serial("delivery-" + number), clock))
                .toList();
        var delivery = new Delivery(settings.delivery(), loops, telemetry.streams());
        var sessions = new Sessions(catalog, delivery, settings.delivery().goAwayGrace());
        SessionBoard board = stack.add(sessionBoard(settings, threads, clock, id, sessions, delivery));
        var types = new ServedTypes(catalog);
        var codecs = new CodecCache(schemas, types::message);
        var opener = new StreamOpener(readable, clusters, delivery, sessions, codecs, settings.recordBytesMax());

        var control = threads.pool("control", settings.control().threads());
        var controlCalls = new ControlCalls(control, settings.control().openMax());
        var applying = threads.pool(
                "apply", settings.control().applyThreads(), settings.control().applyQueueMax());
        var directory = new SessionDirectory(sessions, board, delivery, clock);
        LiveReaders readers = LiveReaders.of(directory);
        var check = new DocumentCheck(settings.domains(), clusters, schemas);
        var quality = Optional.of(new SampleQuality(clusters, schemas, clock));
        var publisher = new Publisher(check, quality, readers, catalogStore, clock);
        var planner = new Planner(check, quality, readers, catalog);
        var lifecycles = new LifecycleChanges(catalog, catalogStore, readers, clock);
        var drafter = new Drafter(settings.domains(), clusters, schemas, clock);
        var health = new HealthEndpoint();
        var watches = new WatchCalls(new ProductWatch(catalog, PRODUCT_WATCHERS_MAX), delivery::isDraining, clock);
        repeat(threads, "watch", WATCH_INTERVAL, watches::tick);
        var data = new DataServiceEndpoint(opener, controlCalls.openings());
        List<ServerServiceDefinition> services = new ArrayList<>(List.of(
                new CatalogServiceEndpoint(catalog, watches).bindService(),
                new ProductServiceEndpoint(
                                publisher,
                                planner,
                                lifecycles,
                                drafter,
                                settings.roles(),
                                new BlockingCalls("publish", applying))
                        .bindService(),
                new SchemaServiceEndpoint(catalog, types).bindService(),
                data.definition(),
                new AccessServiceEndpoint(
                                catalog,
                                access,
                                new AccessExplainer(readable, codecs, settings.roles()),
                                clock,
                                new BlockingCalls(
                                        "decide about access",
                                        threads.pool("access", ACCESS_THREADS, ACCESS_QUEUE_MAX)))
                        .bindService(),
                new AdminServiceEndpoint(directory, health, settings.drainTimeout()).bindService(),
                health.service().bindService()));
        services.addAll(new Reflection(types, services).services());

        var healthWatch = new HealthWatch(catalog, clusters, settings.homeCluster(), health);
        repeat(threads, "health", HEALTH_INTERVAL, healthWatch::check);

        var accessWatch = new AccessWatch(readable, sessions);
        accessWatch.follow(threads.serial("access-watch"));
        repeat(threads, "access-secret", ACCESS_INTERVAL, access::prepare);
        repeat(threads, "access-expiry", ACCESS_INTERVAL, accessWatch::look);
        var identity = IdentityParts.of(settings, threads, clock, stack);
        var traffic = new Traffic(settings.listen(), clock);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(threads.eventLoops("accept", 1))
                .workerEventLoopGroup(threads.eventLoops("connection", cores));
        Server server = started(
                Listener.serve(
                                identity.secured(builder),
                                Threads.serverChannel(),
                                settings.listen(),
                                services,
                                controlCalls,
                                List.of(new CallGate(settings.roles()), identity.calling()),
                                traffic)
                        .fallbackHandlerRegistry(new TypedServices(
                                catalog, data, settings.listen().call()))
                        .build(),
                settings.listen());
        stack.add(() -> stop(server));
        List.of(
                        delivery.metrics(),
                        data,
                        traffic,
                        new CatalogMetrics(catalog),
                        new ProcessMetrics(ProcessMemory.here().directBytes()),
                        Wiring::networkMemory)
                .forEach(telemetry::add);
        HttpPort page = stack.add(metricsPort(metricsAddress, threads, telemetry));
        board.open(Listener.text(new InetSocketAddress(address.getAddress(), server.getPort())));
        var documents = settings.documents()
                .map(documentsDirectory -> new DocumentsAtStart(
                                new DocumentDirectory(publisher), documentsDirectory, threads.serial("documents"))
                        .begin())
                .orElseGet(() -> CompletableFuture.completedFuture(new DirectoryReport(List.of())));
        return new Wiring(address, server, health, delivery, documents, page.address());
    }

    private static InetSocketAddress address(Supplier<InetSocketAddress> resolved) {
        try {
            return resolved.get();
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Clusters clusters(
            GatewaySettings settings, Threads threads, InstantSource clock, CloseStack stack, Telemetry telemetry) {
        Map<String, RecordLog> byName = settings.clusters().stream()
                .collect(Collectors.toMap(
                        KafkaClusterSettings::name, cluster -> stack.add(cluster(cluster, threads, clock, telemetry))));
        return new NamedClusters(byName);
    }

    private static RecordLog cluster(
            KafkaClusterSettings settings, Threads threads, InstantSource clock, Telemetry telemetry) {
        try {
            var cluster = new KafkaCluster(settings, threads.named("kafka-" + settings.name()), clock);
            telemetry.add(cluster.metrics());
            return cluster;
        } catch (RuntimeException e) {
            throw new StartException(
                    "the client properties of cluster " + settings.name() + " are refused by Kafka's client: "
                            + e.getMessage(),
                    e);
        }
    }

    private static SchemaRegistries registries(
            GatewaySettings settings, Threads threads, InstantSource clock, CloseStack stack) {
        ScheduledExecutorService timer = threads.serial("registry-timer");
        Later later = (task, delay) -> {
            var unused = timer.schedule(new Logged("registry", task), delay.toMillis(), TimeUnit.MILLISECONDS);
        };
        Executor answers = threads.pool("registry", REGISTRY_THREADS);
        try {
            return stack.add(new SchemaRegistries(settings.registries(), answers, later, clock, new SecureRandom()));
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static CatalogStore catalogStore(GatewaySettings settings, Threads threads, InstantSource clock) {
        var log = new KafkaControlLog(
                CatalogStore.TOPIC, home(settings), ControlRetention.STATE, threads.named("state-catalog"), clock);
        return new CatalogStore(new StateTopic("catalog", log, settings.state()), clock);
    }

    private static AccessStore accessStore(GatewaySettings settings, Threads threads, InstantSource clock) {
        var log = new KafkaControlLog(
                AccessStore.TOPIC, home(settings), ControlRetention.STATE, threads.named("state-access"), clock);
        return new AccessStore(new StateTopic("access", log, settings.state()), settings.roles(), clock);
    }

    private static SessionBoard sessionBoard(
            GatewaySettings settings,
            Threads threads,
            InstantSource clock,
            String id,
            Sessions sessions,
            Delivery delivery) {
        var log = new KafkaControlLog(
                SessionBoard.TOPIC, home(settings), ControlRetention.NEWS, threads.named("state-sessions"), clock);
        return new SessionBoard(
                new StateTopic("sessions", log, settings.state()),
                new GatewayPresence.Identity(id, "", version(), clock.instant()),
                sessions,
                delivery,
                new LoopThread(threads.serial("sessions"), clock));
    }

    private static String randomId() {
        byte[] id = new byte[GATEWAY_ID_BYTES];
        new SecureRandom().nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** As in the manifest of the jar; {@code dev} where it runs from classes. */
    private static String version() {
        return Objects.requireNonNullElse(Wiring.class.getPackage().getImplementationVersion(), "dev");
    }

    private static Map<String, String> home(GatewaySettings settings) {
        return settings.clusters().stream()
                .filter(cluster -> cluster.name().equals(settings.homeCluster()))
                .findFirst()
                .orElseThrow()
                .clientProperties();
    }

    private static void repeat(Threads threads, String name, Duration interval, Runnable task) {
        var unused = threads.serial(name)
                .scheduleWithFixedDelay(new Logged(name, task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of connections; also what the JDK does not know of. */
    private static void networkMemory(Readings readings) {
        readings.tell(Metric.DIRECT_USED, Math.max(0, PlatformDependent.usedDirectMemory()), "network");
    }

    private static HttpPort metricsPort(InetSocketAddress address, Threads threads, Telemetry telemetry) {
        try {
            return HttpPort.open(address, threads.eventLoops("http", 1), Threads.serverChannel(), telemetry::page);
        } catch (IOException e) {
            throw new StartException(
                    "port " + address.getPort() + " of " + address.getHostString()
                            + " is in use or not allowed, so metrics cannot be shown; stop what listens there, or set"
                            + " metrics.port (DPG_METRICS_PORT) to another one, 0 for one that is free",
                    e);
        }
    }

    private static void stop(Server server) throws InterruptedException {
        if (!server.shutdownNow().awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("connections are still open after " + STOP_TIMEOUT);
        }
    }

    private static Server started(Server server, ListenerSettings settings) {
        try {
            return server.start();
        } catch (IOException e) {
            throw new StartException(
                    "port " + settings.port() + " of " + settings.host()
                            + " is in use or not allowed; stop what listens there, or set listen.port (DPG_LISTEN_PORT)"
                            + " to another one, 0 for one that is free",
                    e);
        }
    }
}
