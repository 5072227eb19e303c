package dev.dpg.client.internal.resume;

import dev.dpg.v1.Gap;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.StandingPartition;
import dev.dpg.v1.Start;
import dev.dpg.v1.Until;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a stream wants to have done, in order. */
public sealed interface Action {
    /** Something to do with the gateway or the clock. */
    sealed interface Command extends Action {}

    /** Something to tell whoever reads the stream. */
    sealed interface Output extends Action {}

    /**
     * Ask what a position stands for, and answer by {@link StreamMachine#resolved}.
     *
     * @param turn to come back with
     * @param position what to ask
     */
    record Resolve(int turn, Start position) implements Command {}

    /**
     * Open the stream, and come back with its frames and its ending.
     *
     * @param turn to come back with
     * @param start where to begin
     * @param until where to stop, if anywhere
     * @param limit stop after so many records; 0 means no limit
     * @param messages to ask for at once
     */
    record Open(int turn, Start start, Optional<Until> until, long limit, int messages) implements Command {}

    /**
     * Ask an open stream for more messages.
     *
     * @param turn of the call
     * @param messages how many more
     */
    record Request(int turn, int messages) implements Command {}

    /**
     * Cancel a call and a wish to be woken, where there are any.
     *
     * @param turn of the call
     * @param why for logs
     */
    record Cancel(int turn, String why) implements Command {}

    /**
     * Come back by {@link StreamMachine#woken}, instead of any earlier such wish of the same turn.
     *
     * @param turn to come back with
     * @param afterNanos from now
     */
    record Wake(int turn, long afterNanos) implements Command {}

    /**
     * The gateway that serves a call is going away: new calls should go to another one.
     *
     * @param turn of the call
     */
    record Avoid(int turn) implements Command {}

    /**
     * The credentials of a call are no longer valid: new calls need new ones.
     *
     * @param turn of the call
     */
    record Renew(int turn) implements Command {}

    /**
     * The stream is open; for the first time or again.
     *
     * @param product the pinned name
     */
    record Opened(String product) implements Output {}

    /**
     * Records to handle.
     *
     * @param batch never empty
     */
    record Deliver(RecordBatch batch) implements Output {}

    /**
     * Everything delivered before this stands behind this position.
     *
     * @param position a token, with cursors beside it where more was received than it stands for
     */
    record Mark(ResumePoint position) implements Output {}

    /**
     * Offsets are left out, after what was delivered before this.
     *
     * @param gap which, and why
     * @param behind the position behind them
     */
    record Skip(Gap gap, ResumePoint behind) implements Output {}

    /**
     * The call will end by plan; the next one takes over.
     *
     * @param reason why
     * @param grace how long it goes on
     */
    record Moving(GoAway.Reason reason, Duration grace) implements Output {}

    /**
     * How far behind the stream is.
     *
     * @param records offsets between the position and the end of the log
     * @param time the same in time; absent where it is not known
     * @param expiresIn until retention overtakes the position; absent where nothing is in danger
     */
    record ReportLag(long records, Optional<Duration> time, Optional<Duration> expiresIn) implements Output {}

    /**
     * Other partitions than before stand still.
     *
     * @param partitions all that do now
     */
    record ReportStanding(List<StandingPartition> partitions) implements Output {
        public ReportStanding {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * The product has more partitions.
     *
     * @param partitions the new ones
     */
    record PartitionsAdded(List<Integer> partitions) implements Output {
        public PartitionsAdded {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * What the stream is doing has changed.
     *
     * @param phase what it is doing now
     */
    record Announce(Phase phase) implements Output {}

    /**
     * A try failed, and another one follows.
     *
     * @param failure why
     * @param afterNanos when the next one begins, from now
     * @param tries how many failed in a row
     */
    record ReportRetry(CallFailure failure, long afterNanos, int tries) implements Output {}

    /** The stream is complete. The last output. */
    record Complete() implements Output {}

    /**
     * The stream cannot go on. The last output.
     *
     * @param failure why
     */
    record Fail(CallFailure failure) implements Output {}
}
