package dev.dpg.gateway.delivery;

import dev.dpg.gateway.problem.Problem;

/**
 * Where a stream's frames go. Methods are called on the stream's loop only and never block. After {@link #complete} or
 * {@link #fail} nothing more is called.
 */
public interface StreamSink {
    /** Whether the client can take more now; when it can again, the stream is told by {@link DeliveryStream#ready}. */
    boolean isReady();

    /** Sends a frame. Never refuses: a frame sent while not ready is queued. */
    void send(StreamFrame frame);

    /** Ends the stream as planned. */
    void complete();

    /** Ends the stream with a problem. */
    void fail(Problem problem);
}
