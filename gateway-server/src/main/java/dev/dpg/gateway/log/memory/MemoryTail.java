package dev.dpg.gateway.log.memory;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.PartitionTail;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.telemetry.LogKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows partitions of a {@link MemoryLog}. Each step of each partition is one task of the executor. */
final class MemoryTail implements PartitionTail {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryTail.class);

    private final MemoryLog log;
    private final Executor callbacks;
    private final Map<PartitionId, Followed> followed = new LinkedHashMap<>(); // guarded by this

    MemoryTail(MemoryLog log, Executor callbacks) {
        this.log = log;
        this.callbacks = callbacks;
    }

    @Override
    public Following follow(PartitionId partition, PartitionPosition from, Listener listener) {
        Followed following = new Followed(partition, from.nextOffset(), listener);
        synchronized (this) {
            if (followed.putIfAbsent(partition, following) != null) {
                throw new IllegalStateException("partition " + partition.partition() + " is followed already");
            }
        }
        following.wake();
        return following;
    }

    /** To be called after every change of the log: whoever may have something to read gets a step. */
    void wakeAll() {
        List<Followed> all;
        synchronized (this) {
            all = List.copyOf(followed.values());
        }
        all.forEach(Followed::wake);
    }

    void closeAll() {
        synchronized (this) {
            List.copyOf(followed.values()).forEach(Followed::close);
        }
    }

    private final class Followed implements Following {
        private final PartitionId partition;
        private final Listener listener;
        private long next; // by the running step only
        private boolean awake; // guarded by the tail: a step is under way
        private boolean again; // guarded by the tail: the log changed during the step
        private boolean closed; // guarded by the tail

        Followed(PartitionId partition, long next, Listener listener) {
            this.partition = partition;
            this.next = next;
            this.listener = listener;
        }

        void wake() {
            synchronized (MemoryTail.this) {
                again = true;
                if (awake || closed) {
                    return;
                }
                awake = true;
            }
            callbacks.execute(this::step);
        }

        private void step() {
            synchronized (MemoryTail.this) {
                again = false;
                if (closed) {
                    return;
                }
            }
            boolean moved = read();
            synchronized (MemoryTail.this) {
                awake = moved || again;
                if (!awake) {
                    return;
                }
            }
            callbacks.execute(this::step);
        }

        /** Hands over what follows, if anything; whether the position moved. */
        private boolean read() {
            try {
                Optional<LogBatch> batch = log.readNow(partition, next);
                if (batch.isEmpty() || batch.get().nextOffset() == next) {
                    return false;
                }
                listener.batch(batch.get());
                listener.readEnds();
                next = batch.get().nextOffset();
                return true;
            } catch (ProblemException e) {
                fail(e.problem());
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue(LogKeys.ERROR, e.getClass().getName())
                        .log("A listener failed; its partition is no longer followed");
                fail(LogProblems.internal());
            }
            return false;
        }

        private void fail(Problem problem) {
            close();
            listener.failed(problem);
        }

        @Override
        public void close() {
            synchronized (MemoryTail.this) {
                closed = true;
                followed.remove(partition, this);
            }
        }
    }
}
