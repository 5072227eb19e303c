package dev.dpg.client.internal.resume;

/**
 * Where a stream is in its life. Every state has its own turn: what was set going in an earlier one (a call, a timer) comes
 * back with that number and is not heard any more.
 */
sealed interface StreamState {
    int turn();

    /** Not begun. */
    record New(int turn) implements StreamState {}

    /** A position is being resolved. */
    record Asking(int turn) implements StreamState {}

    /**
     * A stream was asked for and has not answered.
     *
     * @param requested batches it may send
     */
    record Opening(int turn, int requested) implements StreamState {
        Opening requestedOneMore() {
            return new Opening(turn, requested + 1);
        }

        /** All that may be asked for is asked for. */
        Streaming opened(int room, long silenceMaxNanos, long now) {
            return new Streaming(turn, Math.max(requested, room), silenceMaxNanos, now);
        }
    }

    /**
     * The stream is open.
     *
     * @param requested messages it may send; while it is 0 its silence means nothing
     * @param silenceMaxNanos how long it may say nothing
     * @param heardNanos when it last said something, or was last allowed to again
     */
    record Streaming(int turn, int requested, long silenceMaxNanos, long heardNanos) implements StreamState {
        Streaming heard(long now) {
            return new Streaming(turn, requested, silenceMaxNanos, now);
        }

        Streaming receivedBatch() {
            return new Streaming(turn, requested - 1, silenceMaxNanos, heardNanos);
        }

        Streaming requestedOneMore(long now) {
            return new Streaming(turn, requested + 1, silenceMaxNanos, requested == 0 ? now : heardNanos);
        }

        /** How long it may go on saying nothing. Not above 0: it is broken. */
        long patienceNanos(long now) {
            return requested == 0 ? silenceMaxNanos : heardNanos + silenceMaxNanos - now;
        }
    }

    /** Broken, and waiting for the time to try again. */
    record Waiting(int turn) implements StreamState {}

    /** Over, for whatever reason. */
    record Ended(int turn) implements StreamState {}
}
