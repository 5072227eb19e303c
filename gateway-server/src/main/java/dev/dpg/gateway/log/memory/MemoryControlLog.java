package dev.dpg.gateway.log.memory;

import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One gateway's access to a {@link MemoryControlTopic}. Nothing blocks. */
public final class MemoryControlLog implements ControlLog {
    private final MemoryControlTopic topic;
    private @Nullable Listener listener;
    private @Nullable Long claim;

    public MemoryControlLog(MemoryControlTopic topic) {
        this.topic = topic;
    }

    @Override
    public synchronized void follow(Listener follower) {
        if (listener != null) {
            throw new IllegalStateException("followed already");
        }
        listener = follower;
        topic.follow(follower);
    }

    @Override
    public synchronized long claim() {
        claim = topic.claim();
        return topic.end();
    }

    @Override
    public OptionalLong commit(List<ControlRecord> records) {
        records.forEach(ControlRecord::checkSize);
        OptionalLong end = topic.append(claimed(), records);
        if (end.isEmpty()) {
            drop();
        }
        return end;
    }

    @Override
    public void append(List<ControlRecord> records) {
        records.forEach(ControlRecord::checkSize);
        topic.append(records);
    }

    @Override
    public synchronized void close() {
        claim = null;
        if (listener != null) {
            topic.leave(listener);
        }
    }

    private synchronized long claimed() {
        if (claim == null) {
            throw new IllegalStateException("nothing is claimed");
        }
        return claim;
    }

    private synchronized void drop() {
        claim = null;
    }
}
