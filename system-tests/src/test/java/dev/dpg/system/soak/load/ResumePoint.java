package dev.dpg.system.soak.load;

import dev.dpg.v1.Frame;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.Start;
import java.util.Map;
import java.util.TreeMap;

/** Where a stream goes on that was broken off: the last token, and the cursors of the batches since. Thread-safe. */
final class ResumePoint {
    private final Map<Integer, HandledCursor> since = new TreeMap<>();
    private String token = "";

    /** A frame was received, and everything in it is handled. */
    synchronized void passed(Frame frame) {
        switch (frame.getFrameCase()) {
            case OPENED -> reached(frame.getOpened().getResumeToken());
            case PROGRESS -> reached(frame.getProgress().getResumeToken());
            case STATE -> reached(frame.getState().getResumeToken());
            case GAP -> reached(frame.getGap().getResumeToken());
            case GO_AWAY -> reached(frame.getGoAway().getResumeToken());
            case END -> reached(frame.getEnd().getResumeToken());
            case BATCH -> passed(frame.getBatch());
            case SCHEMA_INFO, FRAME_NOT_SET -> {}
        }
    }

    /** Whether there is anything to go on from. */
    synchronized boolean isKnown() {
        return !token.isEmpty();
    }

    synchronized Start start() {
        return Start.newBuilder()
                .setResumeToken(token)
                .addAllHandled(since.values())
                .build();
    }

    private void reached(String newer) {
        token = newer;
        since.clear();
    }

    private void passed(RecordBatch batch) {
        since.put(
                batch.getPartition(),
                HandledCursor.newBuilder().setCursor(batch.getCursor()).build());
    }
}
