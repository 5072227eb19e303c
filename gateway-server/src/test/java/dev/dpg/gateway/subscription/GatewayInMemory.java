package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.access.DomainMembers;
import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.DescribedSchema;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.delivery.Delivery;
import dev.dpg.gateway.delivery.DeliveryLoop;
import dev.dpg.gateway.delivery.DeliverySettings;
import dev.dpg.gateway.delivery.DeliveryStream;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.delivery.StreamFrame;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.delivery.StreamSink;
import dev.dpg.gateway.descriptor.ProductDescriptor;
import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryAccess;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.memory.MemoryControlLog;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.state.StateSettings;
import dev.dpg.gateway.state.StateTopic;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.OnUnknownSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One gateway's control plane of reading, over logs in memory. Frozen, it does nothing, and nobody hears of it. */
final class GatewayInMemory {
    static final Duration GRACE = Duration.ofSeconds(10);

    /** The team sales-data owns the domain. */
    static final Roles ROLES = new Roles(
            Map.of("sales", DomainMembers.of("sales-data", List.of(), List.of(), List.of(), Optional.empty())),
            List.of());

    final String id;
    final Delivery delivery;
    final Sessions sessions;
    final SessionBoard board;
    final SessionDirectory directory;
    private final StreamOpener opener;
    final AccessStore access;
    final AccessWatch watch;
    private final ManualLoop time;
    private boolean frozen;

    GatewayInMemory(String id, ManualLoop time, MemoryControlTopic topic, MemoryCatalog catalog, MemoryLog log) {
        this(id, time, topic, catalog, (Clusters) cluster -> log);
    }

    GatewayInMemory(String id, ManualLoop time, MemoryControlTopic topic, MemoryCatalog catalog, Clusters clusters) {
        this(id, time, topic, catalog, clusters, new MemoryControlTopic(time));
    }

    /** @param grants the topic of requests and grants, which gateways share */
    GatewayInMemory(
            String id,
            ManualLoop time,
            MemoryControlTopic topic,
            MemoryCatalog catalog,
            Clusters clusters,
            MemoryControlTopic grants) {
        this.id = id;
        this.time = time;
        access = MemoryAccess.open(grants, ROLES, time);
        access.prepare();
        DeliverySettings settings = new DeliverySettings(
                64 * 1024,
                1024 * 1024,
                1024 * 1024 * 1024,
                10_000,
                64 * 1024,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                GRACE);
        delivery = new Delivery(settings, List.of(time));
        sessions = new Sessions(catalog.catalog(), delivery, GRACE);
        ReadableProducts products = new ReadableProducts(catalog.catalog(), access);
        watch = new AccessWatch(products, sessions);
        watch.follow(time::execute);
        opener = new StreamOpener(
                products,
                clusters,
                delivery,
                sessions,
                new CodecCache(SchemaSource.NONE, GatewayInMemory::message),
                1024);
        board = new SessionBoard(
                new StateTopic("sessions", new MemoryControlLog(topic), StateSettings.defaults()),
                new GatewayPresence.Identity(id, "", "1.2.3", time.instant()),
                sessions,
                delivery,
                new Freezing());
        directory = new SessionDirectory(sessions, board, delivery, time);
        board.open("127.0.0.1:" + id.length());
    }

    /** From now on nothing is told or heard any more, as if the process stood still. */
    void freeze() {
        frozen = true;
    }

    /** Opens a stream that follows a product. */
    Client follow(String product, String sessionId, String clientId) {
        return open(product, new Caller(sessionId, clientId, "10.0.0.1:5000"), new StopAt.Never());
    }

    Client open(String product, Caller caller, StopAt stop) {
        return open(request(product, caller, stop, Encoding.JSON));
    }

    static OpenRequest request(String product, Caller caller, StopAt stop, Encoding encoding) {
        return new OpenRequest(
                caller,
                Claim.DEVELOPER,
                product,
                new StartAt.End(Edge.EARLIEST),
                OnExpired.FAIL,
                stop,
                Long.MAX_VALUE,
                new WantedRecords(encoding, List.of(), "", Set.of(), OnUnknownSchema.DECODE_ERROR),
                new Pace(1024, Duration.ZERO, Duration.ofSeconds(5)));
    }

    /** Begins to open a stream; time has to go on before it is there. */
    CompletableFuture<DeliveryStream> begin(OpenRequest request, Client client) {
        return opener.open(request, admission -> client).toCompletableFuture();
    }

    Client open(OpenRequest request) {
        Client client = new Client();
        CompletableFuture<DeliveryStream> opened = begin(request, client);
        while (!opened.isDone()) {
            time.run(Duration.ofMillis(1));
        }
        client.stream = opened.join();
        return client;
    }

    private static DescribedSchema message(PublishedPort port) {
        var types = ProductDescriptor.of(port.name(), port.title(), port.description(), port.fields());
        return new DescribedSchema(
                0,
                PayloadFormat.PROTOBUF,
                "",
                types.descriptorSetWithoutComments().toByteString(),
                types.valueMessage().getFullName());
    }

    /** A client that takes everything. */
    static final class Client implements StreamSink {
        final List<StreamFrame> frames = new ArrayList<>();
        boolean completed;

        @Nullable
        Problem failure;

        @SuppressWarnings("NullAway.Init") // set as soon as the stream is open
        DeliveryStream stream;

        List<PlannedEnding.Reason> goAways() {
            return frames.stream()
                    .filter(StreamFrame.GoAway.class::isInstance)
                    .map(frame -> ((StreamFrame.GoAway) frame).ending().reason())
                    .toList();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void send(StreamFrame frame) {
            frames.add(frame);
        }

        @Override
        public void complete() {
            completed = true;
        }

        @Override
        public void fail(Problem problem) {
            failure = problem;
        }
    }

    private final class Freezing implements DeliveryLoop {
        @Override
        public void execute(Runnable task) {
            schedule(task, Duration.ZERO);
        }

        @Override
        public void schedule(Runnable task, Duration delay) {
            time.schedule(
                    () -> {
                        if (!frozen) {
                            task.run();
                        }
                    },
                    delay);
        }

        @Override
        public Instant now() {
            return time.now();
        }
    }
}
