package dev.dpg.gateway.log;

import java.util.Optional;

/** A topic that somebody reads, looked at again and again for as long. Thread-safe; no method blocks. */
public interface WatchedTopic extends AutoCloseable {
    /** The topic as it was seen last, a second or so ago where the cluster answers; empty before the first look. */
    Optional<TopicSight> latest();

    /** Ends the interest; a topic that nobody else watches is not looked at any more. Idempotent. */
    @Override
    void close();
}
