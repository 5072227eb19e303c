package dev.dpg.system.faults.load;

import dev.dpg.system.faults.history.Session;
import dev.dpg.system.faults.history.SessionEvent;
import dev.dpg.system.faults.history.SessionEvent.Announced;
import dev.dpg.system.faults.history.SessionEvent.Completed;
import dev.dpg.system.faults.history.SessionEvent.CursorMoved;
import dev.dpg.system.faults.history.SessionEvent.Delivered;
import dev.dpg.system.faults.history.SessionEvent.Ended;
import dev.dpg.system.faults.history.SessionEvent.Leaving;
import dev.dpg.system.faults.history.SessionEvent.Opened;
import dev.dpg.system.faults.history.Stamp;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Writes down one stream. Thread-safe. */
final class SessionRecorder {
    private static final String REASON_PREFIX = "REASON_";

    private final List<SessionEvent> events = new ArrayList<>();
    private String sessionId = "not opened";
    private int number;
    private boolean cancelled;

    /** Which of its reader's streams it is, from 1 on. */
    synchronized void number(int ofReader) {
        number = ofReader;
    }

    synchronized Session session() {
        return new Session("session " + number + " (" + sessionId + ")", events);
    }

    synchronized void frame(Frame frame) {
        switch (frame.getFrameCase()) {
            case OPENED -> {
                sessionId = frame.getOpened().getSessionId();
                events.add(new Opened(Tokens.position(frame.getOpened().getResumeToken())));
            }
            case BATCH -> batch(frame.getBatch());
            case PROGRESS -> announced("Progress", frame.getProgress().getResumeToken());
            case STATE -> announced("State", frame.getState().getResumeToken());
            case GAP -> gap(frame.getGap());
            case GO_AWAY -> goAway(frame.getGoAway());
            case END -> {
                announced("End", frame.getEnd().getResumeToken());
                events.add(new Completed());
            }
            case SCHEMA_INFO, FRAME_NOT_SET -> {}
        }
    }

    /** The client ends the stream. */
    synchronized void cancelled() {
        cancelled = true;
    }

    synchronized void ended(String code, String reason) {
        events.add(new Ended(code, reason, cancelled));
    }

    private void batch(RecordBatch batch) {
        batch.getRecordsList()
                .forEach(record -> events.add(
                        new Delivered(batch.getPartition(), record.getOffset(), Stamp.parse(record.getJson()))));
        events.add(new CursorMoved(batch.getPartition(), batch.getCursor().getNextOffset()));
    }

    private void gap(Gap gap) {
        OptionalLong lost = gap.hasLostOffsetsMax() ? OptionalLong.of(gap.getLostOffsetsMax()) : OptionalLong.empty();
        String reason = gap.getReason().name().substring(REASON_PREFIX.length());
        events.add(new SessionEvent.Gap(
                reason,
                gap.getPartition(),
                gap.getFromOffset(),
                gap.getToOffset(),
                lost,
                Tokens.position(gap.getResumeToken())));
    }

    private void goAway(GoAway goAway) {
        announced("GoAway", goAway.getResumeToken());
        events.add(new Leaving(goAway.getReason().name().substring(REASON_PREFIX.length())));
    }

    private void announced(String frame, String token) {
        events.add(new Announced(frame, Tokens.position(token)));
    }
}
