package dev.dpg.gateway.rpc;

import dev.dpg.gateway.delivery.DeliveryStream;
import org.jspecify.annotations.Nullable;

/**
 * One data call between its arrival and its end: its client may have gone before its stream is open. Called by gRPC and by
 * the opening, on any threads; a call's demand that comes before the stream exists is not lost, since a new stream looks
 * for it by itself.
 */
final class StreamCall {
    private @Nullable DeliveryStream stream;
    private boolean cancelled;

    /** The stream is open. */
    synchronized void opened(DeliveryStream opened) {
        stream = opened;
        if (cancelled) {
            opened.cancel();
        }
    }

    /** The client takes more. */
    synchronized void ready() {
        if (stream != null) {
            stream.ready();
        }
    }

    /** The client is gone. */
    synchronized void cancelled() {
        cancelled = true;
        if (stream != null) {
            stream.cancel();
        }
    }
}
