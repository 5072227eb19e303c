package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.Deprecation;
import dev.dpg.gateway.product.PortName;
import dev.dpg.store.v1.StoredLifecycle;
import java.util.Optional;

/** The stored form of where a port stands. Pure; what can't be understood is an {@link IllegalArgumentException}. */
final class LifecycleCodec {
    private LifecycleCodec() {}

    static StoredLifecycle encode(Lifecycle lifecycle) {
        StoredLifecycle.Builder stored = StoredLifecycle.newBuilder()
                .setState(
                        switch (lifecycle.state()) {
                            case DRAFT -> StoredLifecycle.State.STATE_DRAFT;
                            case PROPOSED -> StoredLifecycle.State.STATE_PROPOSED;
                            case ACTIVE -> StoredLifecycle.State.STATE_UNSPECIFIED;
                            case DEPRECATED -> StoredLifecycle.State.STATE_DEPRECATED;
                            case RETIRED -> StoredLifecycle.State.STATE_RETIRED;
                        });
        lifecycle
                .deprecation()
                .ifPresent(deprecation -> stored.setSunsetTime(PortCodec.encode(deprecation.sunsetTime()))
                        .setReason(deprecation.reason())
                        .setSuccessor(
                                deprecation.successor().map(PortName::toString).orElse("")));
        return stored.build();
    }

    static Lifecycle decode(StoredLifecycle stored) {
        Lifecycle.State state = switch (stored.getState()) {
            case STATE_UNSPECIFIED -> Lifecycle.State.ACTIVE;
            case STATE_DRAFT -> Lifecycle.State.DRAFT;
            case STATE_PROPOSED -> Lifecycle.State.PROPOSED;
            case STATE_DEPRECATED -> Lifecycle.State.DEPRECATED;
            case STATE_RETIRED -> Lifecycle.State.RETIRED;
            case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown state");
        };
        return new Lifecycle(state, stored.hasSunsetTime() ? Optional.of(deprecation(stored)) : Optional.empty());
    }

    private static Deprecation deprecation(StoredLifecycle stored) {
        return new Deprecation(
                stored.getSuccessor().isEmpty() ? Optional.empty() : Optional.of(PortCodec.name(stored.getSuccessor())),
                stored.getReason(),
                PortCodec.decode(stored.getSunsetTime()));
    }
}
