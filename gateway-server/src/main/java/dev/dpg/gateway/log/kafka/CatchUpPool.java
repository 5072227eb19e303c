package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.CatchUpReader;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pool of catch-up readers: who reads what next. Requests wait in arrival order. A free reader that stands exactly
 * where a request begins may have fetched ahead for it and is preferred, up to {@link #RUN_MAX} times in a row while others
 * wait. A request for what a reader is reading right now joins it. Those who joined, and those who wait for records that were
 * just read for somebody else, are answered with them.
 * Readers are started when all others are busy, and close when they have been idle for a while.
 *
 * <p>Thread-safe. One lock, held for bookkeeping only: never while reading, waiting for Kafka, or calling out.
 */
final class CatchUpPool implements CatchUpReader {
    /** How often a stream may go on past those who wait, before its reader takes the first in the queue. */
    private static final int RUN_MAX = 8;

    /** How many of those who wait are answered by one fetch; encoding for them holds its reader up. */
    private static final int SHARED_MAX = 64;

    private final KafkaClusterSettings settings;
    private final Delays delays;
    private final IntFunction<ReadSession> sessions;
    private final ReaderThread.Factory threads;
    private final Queue<PoolTask<?>> waiting = new ArrayDeque<>(); // guarded by this
    private final List<Seat> seats = new ArrayList<>(); // guarded by this
    private boolean closed; // guarded by this
    private long given; // tasks so far; guarded by this
    private final LongAdder fetched = new LongAdder();
    private final LongAdder shared = new LongAdder();

    /**
     * How the pool stands.
     *
     * @param busy readers at work
     * @param idle readers without work
     * @param readersMax readers that there may be
     * @param waiting requests without a reader
     * @param fetched reads since the start that brought records of their own
     * @param shared requests since the start that were answered with what another one brought
     */
    record Load(int busy, int idle, int readersMax, int waiting, long fetched, long shared) {}

    /** What a reader is told: do a task, or null: end. */
    private record Turn(@Nullable PoolTask<?> task) {
        static final Turn END = new Turn(null);

        void addTo(List<PoolTask<?>> tasks) {
            if (task != null) {
                tasks.add(task);
            }
        }
    }

    /** A reader as the pool sees it. All but the queue is guarded by the pool. */
    static final class Seat {
        private final BlockingQueue<Turn> given = new LinkedBlockingQueue<>();

        private final CatchUpWorker worker;
        private final int number;
        private final Standpoints standpoints = new Standpoints();
        private final List<PoolTask<?>> joined = new ArrayList<>();
        private @Nullable PoolTask<?> task;
        private long lastGiven;
        private boolean busy;
        private int run;

        private Seat(CatchUpPool pool, int number) {
            this.number = number;
            this.worker = new CatchUpWorker(
                    "catch-up-" + number, () -> pool.sessions.apply(number), pool.threads, pool, this);
        }

        private int places() {
            return standpoints.size();
        }

        private boolean reads(PoolTask<?> other) {
            return task != null && joined.size() < SHARED_MAX && other.mayJoin(task);
        }

        private void begin(PoolTask<?> given) {
            busy = true;
            task = given;
            PoolTask.Place start = given.start();
            if (start != null) {
                standpoints.leave(start);
            }
        }

        private void give(PoolTask<?> next) {
            begin(next);
            given.add(new Turn(next));
        }

        /** The reader is free; answers those who joined its task. */
        private List<PoolTask<?>> end() {
            busy = false;
            task = null;
            List<PoolTask<?>> others = List.copyOf(joined);
            joined.clear();
            return others;
        }
    }

    /** @param sessions opens the consumer of the reader of this number; called on the reader's thread */
    CatchUpPool(
            KafkaClusterSettings settings,
            Delays delays,
            IntFunction<ReadSession> sessions,
            ReaderThread.Factory threads) {
        this.settings = settings;
        this.delays = delays;
        this.sessions = sessions;
        this.threads = threads;
    }

    @Override
    public <T> CompletionStage<T> read(
            PartitionId partition, PartitionPosition from, Function<? super LogBatch, T> use) {
        return submit(new ReadTask<>(partition, from, use));
    }

    @Override
    public <T> CompletionStage<T> readStored(
            PartitionId partition, PartitionPosition from, Function<? super LogRange, T> use) {
        return submit(new StoredReadTask<>(partition, from, use));
    }

    /** Lets the next free reader do a task; the task fails if nothing came of it in time. */
    <T> CompletionStage<T> submit(PoolTask<T> task) {
        Optional<Problem> refusal = accept(task);
        if (refusal.isPresent()) {
            task.fail(refusal.get().asException());
        } else {
            limitTime(task);
        }
        return task.answer();
    }

    /** Refuses what waits, ends all readers and waits for their threads. */
    void close() {
        List<PoolTask<?>> refused;
        List<Seat> ending;
        synchronized (this) {
            closed = true;
            refused = new ArrayList<>(waiting);
            waiting.clear();
            ending = List.copyOf(seats);
            for (Seat seat : ending) {
                seat.given.forEach(turn -> turn.addTo(refused));
                refused.addAll(seat.joined);
                seat.joined.clear();
                seat.given.clear();
                seat.given.add(Turn.END);
            }
        }
        refused.forEach(task -> task.fail(LogProblems.draining().asException()));
        ending.forEach(seat -> seat.worker.interruptReading());
        ending.forEach(seat -> seat.worker.awaitEnd());
    }

    /** The next task of a reader; waits for one. Null: the reader is to end. On the reader's thread. */
    @Nullable
    PoolTask<?> take(Seat seat) throws InterruptedException {
        Turn turn = takeNow(seat);
        if (turn == null) {
            turn = seat.given.poll(settings.catchUpIdle().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (turn == null) {
            turn = takeOrLeave(seat);
        }
        return turn.task();
    }

    /**
     * A reader has done its task and stands at a place, besides where it stood before; null: nowhere at all. From here on it
     * may be given the request that goes on from there, so this is called before the task is answered: the answer is what
     * brings that request.
     *
     * @param range what it read; null where it read nothing
     * @return the other requests that the range answers, for the reader to answer: those that joined, and those that waited, in
     *     their order
     */
    synchronized List<PoolTask<?>> done(Seat seat, PoolTask.@Nullable Place place, @Nullable LogRange range) {
        if (place == null) {
            seat.standpoints.giveUpAll();
        } else {
            seat.standpoints.stand(place, true);
        }
        List<PoolTask<?>> joined = seat.end();
        List<PoolTask<?>> covered = range == null
                ? List.of()
                : Stream.concat(joined.stream(), waiting.stream())
                        .filter(task -> task.isCoveredBy(range))
                        .limit(SHARED_MAX)
                        .toList();
        waiting.removeAll(covered);
        joined.stream()
                .filter(task -> !covered.contains(task) && !task.isAnswered())
                .forEach(this::readAlone);
        return covered;
    }

    /** Whoever joined a read in vain, as at the end of the log, does not join another one: each would take its time. */
    private void readAlone(PoolTask<?> task) {
        if (!isSeated(task)) {
            waiting.add(task);
        }
    }

    /** As it is now. */
    synchronized Load load() {
        int busy = (int) seats.stream().filter(seat -> seat.busy).count();
        return new Load(
                busy, seats.size() - busy, settings.catchUpReaders(), waiting.size(), fetched.sum(), shared.sum());
    }

    /** A read brought records, which answered so many other requests too. */
    void answered(int others) {
        fetched.increment();
        shared.add(others);
    }

    /** A reader's thread ends. */
    synchronized void ended(Seat seat) {
        seats.remove(seat);
    }

    private synchronized Optional<Problem> accept(PoolTask<?> task) {
        if (closed) {
            return Optional.of(LogProblems.draining());
        }
        Optional<Seat> reading = seats.stream().filter(seat -> seat.reads(task)).findFirst();
        if (reading.isPresent()) {
            reading.get().joined.add(task);
        } else if (!isSeated(task)) {
            if (waiting.size() >= settings.catchUpQueueMax()) {
                return Optional.of(LogProblems.overloaded(KafkaFailures.RETRY_AFTER));
            }
            waiting.add(task);
        }
        return Optional.empty();
    }

    private boolean isSeated(PoolTask<?> task) {
        Seat seat = seatFor(task);
        if (seat != null) {
            seat.give(task);
        }
        return seat != null;
    }

    /** Who takes the task now; null: it waits. */
    private @Nullable Seat seatFor(PoolTask<?> task) {
        Seat standing = free().filter(seat -> seat.standpoints.isAt(task.start()))
                .findFirst()
                .orElse(null);
        if (standing != null && (waiting.isEmpty() || standing.run < RUN_MAX)) {
            standing.run++;
            return used(standing);
        }
        if (!waiting.isEmpty()) {
            return null;
        }
        // Who stands in few places has fetched ahead for few, and who did nothing for long for nobody who is still
        // there.
        Seat seat = free().min(Comparator.comparingInt(Seat::places).thenComparingLong(any -> any.lastGiven))
                .orElse(null);
        if ((seat == null || seat.places() > 0) && seats.size() < settings.catchUpReaders()) {
            seat = newSeat();
        }
        if (seat != null) {
            seat.run = 0;
            used(seat);
        }
        return seat;
    }

    private Seat used(Seat seat) {
        given++;
        seat.lastGiven = given;
        return seat;
    }

    private Stream<Seat> free() {
        return seats.stream().filter(seat -> !seat.busy);
    }

    private Seat newSeat() {
        int number = IntStream.iterate(0, next -> next + 1)
                .filter(candidate -> seats.stream().noneMatch(seat -> seat.number == candidate))
                .findFirst()
                .orElseThrow();
        Seat seat = new Seat(this, number);
        seat.worker.start();
        seats.add(seat);
        return seat;
    }

    /** What the reader was given already, or the next in the queue; null: nothing is there, and the reader is free. */
    private synchronized @Nullable Turn takeNow(Seat seat) {
        Turn given = seat.given.poll();
        if (given != null) {
            return given;
        }
        seat.busy = false;
        seat.task = null;
        while (!waiting.isEmpty()) {
            PoolTask<?> next = nextFor(seat);
            if (!next.isAnswered()) {
                seat.begin(next);
                used(seat);
                return new Turn(next);
            }
        }
        return null;
    }

    /** Takes the first one that goes on from where the reader stands, within its run, else the first one at all. */
    private PoolTask<?> nextFor(Seat seat) {
        Optional<PoolTask<?>> goingOn = seat.run < RUN_MAX
                ? waiting.stream()
                        .limit(SHARED_MAX)
                        .filter(task -> seat.standpoints.isAt(task.start()))
                        .findFirst()
                : Optional.empty();
        if (goingOn.isPresent()) {
            seat.run++;
            waiting.remove(goingOn.get());
            return goingOn.get();
        }
        seat.run = 0;
        return waiting.remove();
    }

    /** Idle for too long: the reader ends, unless it was given something in this moment. */
    private synchronized Turn takeOrLeave(Seat seat) {
        Turn given = seat.given.poll();
        if (given == null) {
            seats.remove(seat);
            return Turn.END;
        }
        return given;
    }

    private void limitTime(PoolTask<?> task) {
        Runnable cancel = delays.after(settings.requestTimeout(), () -> expire(task));
        task.answer().whenComplete((answer, failure) -> cancel.run());
    }

    private void expire(PoolTask<?> task) {
        synchronized (this) {
            waiting.remove(task);
            seats.forEach(seat -> seat.joined.remove(task));
        }
        task.expire();
    }
}
