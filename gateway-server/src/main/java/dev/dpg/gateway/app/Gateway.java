package dev.dpg.gateway.app;

import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.publication.DirectoryReport;
import dev.dpg.gateway.rpc.Listener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. Thread-safe; every method but the getters blocks. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Wiring parts;
    private final CloseStack stack;

    private Gateway(Wiring parts, CloseStack stack) {
        this.parts = parts;
        this.stack = stack;
    }

    /**
     * Starts a gateway; it listens when this returns. Kafka may be away: the gateway says so by its health and its
     * answers, and is ready as soon as Kafka is there.
     *
     * @throws StartException if it can't; nothing is left open or running then
     */
    public static Gateway start(GatewaySettings settings) {
        var stack = new CloseStack();
        try {
            var gateway = new Gateway(Wiring.of(settings, stack), stack);
            LOG.info(
                    "Listening on {}, metrics at {}, home cluster {}, {} clusters, {} domains",
                    gateway.address(),
                    gateway.metricsAddress(),
                    settings.homeCluster(),
                    settings.clusters().size(),
                    settings.domains().size());
            return gateway;
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return parts.server().getPort();
    }

    /** The address it listens on, as clients write it: {@code 127.0.0.1:7443}. */
    public String address() {
        return Listener.text(new InetSocketAddress(parts.address().getAddress(), port()));
    }

    /** The port of {@link #metricsAddress}. */
    public int metricsPort() {
        return parts.metrics().getPort();
    }

    /** Where metrics are shown: {@code http://127.0.0.1:9464/metrics}. */
    public String metricsAddress() {
        return "http://" + Listener.text(parts.metrics()) + "/metrics";
    }

    /**
     * What became of the configured documents, once each is either applied or refused for good; meanwhile Kafka may be
     * away. At once and empty where no directory is configured.
     */
    public CompletionStage<DirectoryReport> documents() {
        return parts.documents().minimalCompletionStage();
    }

    /**
     * Stops serving without hurting anybody: health says that nothing serves, new connections and new streams are refused,
     * open streams are told to go away, a few at a time, and end with OK; calls under way finish. All are over well within
     * the timeout, unless their clients take nothing: those are cut then. Idempotent; {@link #close} is still needed.
     */
    public void drain(Duration timeout) {
        LOG.info("Draining: {} streams are open", parts.delivery().openStreams());
        parts.health().goAway();
        parts.server().shutdown();
        parts.delivery().drain(timeout);
        try {
            if (!parts.server().awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Calls are still open after {} ms; cancelling them", timeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops at once; no thread of the gateway runs a task any more when this returns. Idempotent. */
    @Override
    public void close() {
        stack.close();
        LOG.info("Stopped");
    }
}
