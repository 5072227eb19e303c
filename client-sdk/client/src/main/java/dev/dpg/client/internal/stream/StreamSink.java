package dev.dpg.client.internal.stream;

import dev.dpg.client.internal.resume.Action;

/** Who reads a stream. */
public interface StreamSink {
    /**
     * Takes what the stream has to tell, in order, on the stream's serial queue; hands over at once. Nothing follows
     * {@link Action.Complete} and {@link Action.Fail}, and neither comes once the stream was closed.
     */
    void accept(Action.Output output);
}
