package dev.dpg.client.internal.stream;

import dev.dpg.client.internal.resume.Action;
import dev.dpg.client.internal.resume.CallFailure;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.client.internal.resume.StreamMachine;
import dev.dpg.client.internal.stored.StoredFrames;
import dev.dpg.client.internal.stored.UndecodableBatchException;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ResolvePositionResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs one stream: tells the machine what happens, and does what it says. There are at most two calls at a time: one, and the
 * next one while it is going away. All of it belongs to the stream's serial queue: the public methods are called there, and
 * calls and timers come back there.
 */
public final class StreamDriver {
    private final StreamMachine machine;
    private final GatewayCalls calls;
    private final StoredFrames stored;
    private final Timers timers;
    private final Executor serial;
    private final StreamSink sink;
    /** By turn, those under way. */
    private final Map<Integer, GatewayCalls.Started> open = new HashMap<>();
    /** By turn, how to take a wish back. */
    private final Map<Integer, Runnable> wishes = new HashMap<>();

    /**
     * @param serial the stream's queue, the same that {@code calls} calls back on
     */
    public StreamDriver(StreamMachine machine, GatewayCalls calls, Timers timers, Executor serial, StreamSink sink) {
        this.machine = machine;
        this.calls = calls;
        this.stored = calls.stored();
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
                sink.accept(output);
            } else if (action instanceof Action.Command command) {
                perform(command);
            }
        }
    }

    private void perform(Action.Command command) {
        if (command instanceof Action.Resolve resolve) {
            open.put(resolve.turn(), calls.resolve(resolve, resolveListener(resolve.turn())));
        } else if (command instanceof Action.Open opening) {
            open.put(opening.turn(), calls.open(opening, frameListener(opening.turn())));
        } else if (command instanceof Action.Request request) {
            GatewayCalls.Started started = open.get(request.turn());
            if (started != null) {
                started.call().request(request.messages());
            }
        } else if (command instanceof Action.Cancel cancel) {
            cancel(cancel.turn(), cancel.why());
        } else if (command instanceof Action.Wake wake) {
            wake(wake);
        } else if (command instanceof Action.Avoid avoid) {
            avoid(open.get(avoid.turn()));
        } else if (command instanceof Action.Renew renew) {
            renew(open.get(renew.turn()));
        }
    }

    private void cancel(int turn, String why) {
        GatewayCalls.Started started = forget(turn);
        if (started != null) {
            started.call().cancel(why, null);
        }
    }

    private void avoid(GatewayCalls.@Nullable Started started) {
        if (started != null) {
            calls.leaving(started);
        }
    }

    private static void renew(GatewayCalls.@Nullable Started started) {
        if (started != null) {
            started.token().refused();
        }
    }

    private void wake(Action.Wake wake) {
        Runnable earlier = wishes.put(
                wake.turn(),
                timers.schedule(Duration.ofNanos(wake.afterNanos()), () -> serial.execute(() -> woken(wake.turn()))));
        if (earlier != null) {
            earlier.run();
        }
    }

    private void woken(int turn) {
        wishes.remove(turn);
        perform(machine.woken(turn, timers.nanoTime()));
    }

    /** A turn is over. Answers with its call, if there is one. */
    private GatewayCalls.@Nullable Started forget(int turn) {
        Runnable wish = wishes.remove(turn);
        if (wish != null) {
            wish.run();
        }
        return open.remove(turn);
    }

    private void ended(int turn, Status status, Metadata trailers) {
        CallFailure failure = StatusReader.read(status, trailers);
        GatewayCalls.Started started = forget(turn);
        if (failure.reason().equals(RetrySettings.DRAINING)) {
            avoid(started);
        }
        perform(machine.callEnded(turn, failure, timers.nanoTime()));
    }

    private GatewayCalls.Listener<Frame> frameListener(int turn) {
        return new GatewayCalls.Listener<>() {
            private boolean answered;

            @Override
            public void onMessage(Frame frame) {
                answered = true;
                try {
                    perform(machine.frame(turn, stored.plain(frame), timers.nanoTime()));
                } catch (UndecodableBatchException e) {
                    stored.giveUp(String.valueOf(e.getMessage()));
                    cancel(turn, "a stored batch cannot be decoded");
                    perform(machine.callEnded(turn, CallFailure.ANEW, timers.nanoTime()));
                }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                boolean refused = status.getCode() == Status.Code.INVALID_ARGUMENT && !answered;
                if (refused && stored.areWanted()) {
                    // Perhaps by a gateway of a version that does not know them; if not, the next call tells.
                    stored.giveUp("the gateway refused the request");
                    forget(turn);
                    perform(machine.callEnded(turn, CallFailure.ANEW, timers.nanoTime()));
                } else {
                    ended(turn, status, trailers);
                }
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
                    forget(turn);
                    perform(machine.resolved(turn, answer));
                } else {
                    ended(turn, status, trailers);
                }
            }
        };
    }
}
