package dev.dpg.system.bench.load;

import dev.dpg.system.bench.check.SequenceCheck;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A reader that asks for a stream again, after the delay that it is told, until it has one. Thread-safe. */
final class StormReader {
    private static final String OVERLOADED = "OVERLOADED";

    private final Channel channel;
    private final SubscribeRequest request;
    private final SequenceCheck check;
    private final ScheduledExecutorService timer;
    private final Runnable arrival;
    private boolean arrived;
    private long refused;
    private String wrong = "";

    /** @param arrival told once, when it is at the tail */
    StormReader(
            Channel channel,
            SubscribeRequest request,
            int partitions,
            ScheduledExecutorService timer,
            Runnable arrival) {
        this.channel = channel;
        this.request = request;
        this.check = SequenceCheck.from(0, partitions);
        this.timer = timer;
        this.arrival = arrival;
    }

    /** Asks for it. */
    void open() {
        ClientCall<SubscribeRequest, Frame> call =
                channel.newCall(DataServiceGrpc.getSubscribeMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(Frame frame) {
                        take(frame);
                        call.request(1);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended(status, trailers);
                    }
                },
                new Metadata());
        call.request(Connections.AHEAD);
        call.sendMessage(request);
        call.halfClose();
    }

    /** How often it was told to come later. */
    synchronized long refused() {
        return refused;
    }

    /** What was wrong, in words, for a reader that should have all up to a number; empty: nothing. */
    synchronized String faultsUpTo(long end) {
        return wrong.isEmpty() ? check.faultsUpTo(end) : wrong;
    }

    private void take(Frame frame) {
        boolean now;
        synchronized (this) {
            for (Record record : frame.getBatch().getRecordsList()) {
                check.accept(
                        frame.getBatch().getPartition(),
                        Stamped.number(record.getRaw().toByteArray()));
            }
            now = !arrived && frame.getState().getKind() == State.Kind.KIND_CAUGHT_UP;
            arrived |= now;
        }
        if (now) {
            arrival.run();
        }
    }

    private synchronized void ended(Status status, Metadata trailers) {
        if (arrived) {
            return; // it goes with its connection
        }
        Refusal refusal = Refusal.of(status, trailers);
        if (refusal.reason().equals(OVERLOADED) && refusal.retryMillis().isPresent()) {
            refused++;
            later(refusal.retryMillis().get());
        } else if (wrong.isEmpty()) {
            wrong = "ended with " + status.getCode() + " " + refusal.reason() + " " + refusal.message();
        }
    }

    private void later(long millis) {
        try {
            var unused = timer.schedule(this::open, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            wrong = "is still refused at the end";
        }
    }
}
