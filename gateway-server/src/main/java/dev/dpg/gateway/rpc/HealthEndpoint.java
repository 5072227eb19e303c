package dev.dpg.gateway.rpc;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code grpc.health.v1.Health}: tells probes and clients what serves. Names: {@code liveness} (the process answers),
 * {@code readiness} and the empty one, which client-side balancing asks for (clients should be sent here), and each product
 * by its pinned and its unpinned name. A name that was never told is {@code NOT_FOUND}, as the protocol says.
 *
 * <p>Who tells it ({@link #update}) waits for who does so already; watchers are told on that caller's thread.
 */
public final class HealthEndpoint {
    /** Whether clients should be sent here. */
    public static final String READINESS = "readiness";

    /** Whether the process is alive. */
    public static final String LIVENESS = "liveness";

    private final HealthStatusManager statuses = new HealthStatusManager();
    private Map<String, Boolean> products = Map.of();

    /** Begins with everything alive and nothing ready. */
    public HealthEndpoint() {
        statuses.setStatus(LIVENESS, ServingStatus.SERVING);
        ready(false);
    }

    /** The service, to register. */
    public BindableService service() {
        return statuses.getHealthService();
    }

    /**
     * Tells what serves now. Products that are no longer named are forgotten.
     *
     * @param ready whether clients should be sent here
     * @param serving each product's name, and whether it can be read
     */
    public synchronized void update(boolean ready, Map<String, Boolean> serving) {
        ready(ready);
        serving.forEach((name, serves) -> statuses.setStatus(name, status(serves)));
        Set<String> gone = new TreeMap<>(products).keySet();
        gone.removeAll(serving.keySet());
        gone.forEach(statuses::clearStatus);
        products = Map.copyOf(serving);
    }

    /** From now on nothing serves, whatever it is told; for a gateway that is going away. */
    public void goAway() {
        statuses.enterTerminalState();
    }

    private void ready(boolean ready) {
        statuses.setStatus(READINESS, status(ready));
        statuses.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status(ready));
    }

    private static ServingStatus status(boolean serves) {
        return serves ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }
}
