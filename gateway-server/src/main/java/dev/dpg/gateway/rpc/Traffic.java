package dev.dpg.gateway.rpc;

import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.Readings;
import java.time.InstantSource;

/** What comes in at a listener, watched and counted: connections, and calls when they have ended. Thread-safe. */
public final class Traffic implements MetricSource {
    private final ConnectionGate gate;
    private final CallCounts calls = new CallCounts();
    private final CallLog log;

    /** Makes one for a listener with these limits. */
    public Traffic(ListenerSettings settings, InstantSource clock) {
        gate = new ConnectionGate(settings.connection(), clock);
        log = new CallLog(clock, calls);
    }

    ConnectionGate gate() {
        return gate;
    }

    CallLog log() {
        return log;
    }

    @Override
    public void measure(Readings readings) {
        gate.measure(readings);
        calls.measure(readings);
    }
}
