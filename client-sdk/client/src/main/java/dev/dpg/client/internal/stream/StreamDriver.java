package dev.dpg.client.internal.stream;

import dev.dpg.client.internal.resume.Action;
import dev.dpg.client.internal.resume.StreamMachine;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ResolvePositionResponse;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs one stream: tells the machine what happens, and does what it says. All of it belongs to the stream's serial queue:
 * the public methods are called there, and calls and timers come back there.
 */
public final class StreamDriver {
    private final StreamMachine machine;
    private final GatewayCalls calls;
    private final Timers timers;
    private final Executor serial;
    private final StreamSink sink;
    private @Nullable ClientCall<?, ?> call;
    private Runnable cancelWake = () -> {};

    /**
     * @param serial the stream's queue, the same that {@code calls} calls back on
     */
    public StreamDriver(StreamMachine machine, GatewayCalls calls, Timers timers, Executor serial, StreamSink sink) {
        this.machine = machine;
        this.calls = calls;
        this.timers = timers;
        this.serial = serial;
        this.sink = sink;
    }

    /** Begins. Once. */
    public void start() {
        perform(machine.start());
    }

    /** A delivered batch is handled. */
    public void batchHandled() {
        perform(machine.batchHandled(timers.nanoTime()));
    }

    /** Ends the stream; the sink hears nothing more. More than once is fine. */
    public void close() {
        perform(machine.close());
    }

    private void perform(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Output output) {
                if (output instanceof Action.Complete || output instanceof Action.Fail) {
                    cancelWake.run();
                }
                sink.accept(output);
            } else if (action instanceof Action.Resolve resolve) {
                call = calls.resolve(resolve, resolveListener(resolve.turn()));
            } else if (action instanceof Action.Open open) {
                call = calls.open(open, frameListener(open.turn()));
            } else if (action instanceof Action.Request request && call != null) {
                call.request(request.messages());
            } else if (action instanceof Action.Cancel cancel) {
                cancel(cancel.why());
            } else if (action instanceof Action.Wake wake) {
                wake(wake);
            }
        }
    }

    private void cancel(String why) {
        cancelWake.run();
        if (call != null) {
            call.cancel(why, null);
            call = null;
        }
    }

    private void wake(Action.Wake wake) {
        cancelWake.run();
        cancelWake = timers.schedule(
                Duration.ofNanos(wake.afterNanos()),
                () -> serial.execute(() -> perform(machine.woken(wake.turn(), timers.nanoTime()))));
    }

    private void ended(int turn, Status status, Metadata trailers) {
        perform(machine.callEnded(turn, StatusReader.read(status, trailers), timers.nanoTime()));
    }

    private GatewayCalls.Listener<Frame> frameListener(int turn) {
        return new GatewayCalls.Listener<>() {
            @Override
            public void onMessage(Frame frame) {
                perform(machine.frame(turn, frame, timers.nanoTime()));
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                ended(turn, status, trailers);
            }
        };
    }

    private GatewayCalls.Listener<ResolvePositionResponse> resolveListener(int turn) {
        return new GatewayCalls.Listener<>() {
            private @Nullable ResolvePositionResponse answer;

            @Override
            public void onMessage(ResolvePositionResponse message) {
                answer = message;
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                if (status.isOk() && answer != null) {
                    perform(machine.resolved(turn, answer));
                } else {
                    ended(turn, status, trailers);
                }
            }
        };
    }
}
