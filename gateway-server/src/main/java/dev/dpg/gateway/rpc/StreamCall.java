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
    private boolean over;

    /** The stream is open. */
    synchronized void opened(DeliveryStream opened) {
        stream = opened;
        if (over) {
            opened.cancel();
        }
    }

    /** The client takes more. */
    synchronized void ready() {
        if (stream != null) {
            stream.ready();
        }
    }

    /** The client is gone, or the call has ended. */
    synchronized void over() {
        over = true;
        if (stream != null) {
            stream.cancel();
        }
    }
}
