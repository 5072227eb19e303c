package dev.dpg.client.internal.resume;

import dev.dpg.client.fakes.Frames;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A machine, a ledger and a handler against gateways that send calls away, on a clock of its own: everything that can happen
 * next is drawn, so that the frames of two calls mix in every way. A handler is told records and gaps, and it is an error as
 * soon as anything is missing, comes twice, or comes out of order, or as the position is not right behind what was handled.
 */
final class StreamSimulation {
    private static final int STEPS_MAX = 200_000;
    private static final CallFailure OK = CallFailure.local(Status.Code.OK, "ended");

    /**
     * What may happen beside planned endings.
     *
     * @param breaks calls break and are refused, too
     * @param gaps retention overtakes calls, too
     */
    record Weather(boolean breaks, boolean gaps) {}

    /** One call as its gateway sees it. */
    private static final class Call {
        final long[] next;
        long demand;
        boolean opened;
        boolean caughtUp;
        long goesAtNanos = Long.MAX_VALUE;

        Call(long[] next, long demand) {
            this.next = next;
            this.demand = demand;
        }
    }

    final List<Action> shown = new ArrayList<>();
    int handovers;
    int gapsTold;

    private final Random random;
    private final Weather weather;
    private final long[] lengths;
    private final long[] earliest;
    private final long[] handledBefore;
    /** Where the gaps begin that were told since the last record: the position moves over them when it can. */
    private final long[] gapsSince;

    private final StreamMachine machine;
    private final HandledLedger ledger;
    private final Map<Integer, Call> calls = new HashMap<>();
    private final Map<Integer, Long> wishes = new HashMap<>();
    private final List<Deque<HeldBatch>> lanes = new ArrayList<>();
    private long now;

    StreamSimulation(Random random, Weather weather, long... lengths) {
        this.random = random;
        this.weather = weather;
        this.lengths = lengths;
        earliest = new long[lengths.length];
        handledBefore = new long[lengths.length];
        gapsSince = new long[lengths.length];
        for (int partition = 0; partition < lengths.length; partition++) {
            lanes.add(new ArrayDeque<>());
        }
        var start = Start.newBuilder().setEdge(Edge.EDGE_EARLIEST).build();
        var plan = new StreamPlan(
                start, new Bound.Never(), 0, StreamPlan.WINDOW_DEFAULT, Optional.empty(), RetrySettings.DEFAULT);
        machine = new StreamMachine(plan, random::nextDouble);
        ledger = new HandledLedger(start);
    }

    /** Runs until everything is handled. */
    void run() {
        perform(machine.start());
        for (int step = 0; !Arrays.equals(handledBefore, lengths); step++) {
            if (step > STEPS_MAX) {
                throw new AssertionError("stands still at " + Arrays.toString(handledBefore) + " with calls "
                        + calls.keySet() + " and wishes " + wishes);
            }
            step();
        }
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> drawCall().ifPresent(this::serve);
            case 4, 5 -> handleSomething();
            case 6 -> passTime();
            default -> {
                if (weather.breaks() && random.nextInt(10) == 0) {
                    drawCall().ifPresent(turn -> end(turn, CallFailure.local(Status.Code.UNAVAILABLE, "broken")));
                }
                if (weather.gaps() && random.nextInt(4) == 0) {
                    int partition = random.nextInt(lengths.length);
                    long reached = Math.max(earliest[partition], handledBefore[partition]);
                    earliest[partition] = Math.min(lengths[partition], reached + random.nextInt(20));
                }
            }
        }
    }

    private Optional<Integer> drawCall() {
        List<Integer> turns = calls.keySet().stream().sorted().toList();
        return turns.isEmpty() ? Optional.empty() : Optional.of(turns.get(random.nextInt(turns.size())));
    }

    private void passTime() {
        now += random.nextInt((int) Duration.ofMillis(30).toNanos());
        for (int turn : calls.keySet().stream().sorted().toList()) {
            Call call = calls.get(turn);
            if (call != null && call.goesAtNanos <= now) {
                if (call.demand > 0 && random.nextBoolean()) {
                    tell(turn, goAway(call, 0));
                }
                end(turn, OK);
            }
        }
        for (int turn : wishes.keySet().stream().sorted().toList()) {
            if (wishes.getOrDefault(turn, Long.MAX_VALUE) <= now) {
                wishes.remove(turn);
                perform(machine.woken(turn, now));
            }
        }
    }

    private void serve(int turn) {
        Call call = call(turn);
        if (call.demand == 0) {
            return;
        }
        if (!call.opened) {
            call.opened = true;
            tell(turn, Frames.opened(token(call.next)));
            return;
        }
        int partition = random.nextInt(lengths.length);
        if (call.next[partition] < earliest[partition]) {
            long from = call.next[partition];
            call.next[partition] = earliest[partition];
            tell(turn, Frames.gap(Gap.Reason.REASON_RETENTION, partition, from, earliest[partition], token(call.next)));
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1 -> tell(turn, Frames.progress(token(call.next), 1));
            case 2 -> {
                if (call.goesAtNanos == Long.MAX_VALUE) {
                    goAway(turn, call);
                }
            }
            default -> sendBatch(turn, call, partition);
        }
    }

    private void goAway(int turn, Call call) {
        long graceMillis = random.nextInt(4) == 0 ? 0 : random.nextInt(400);
        call.goesAtNanos = now + Duration.ofMillis(graceMillis).toNanos();
        tell(turn, goAway(call, graceMillis));
        if (graceMillis == 0) {
            end(turn, OK);
        }
    }

    private Frame goAway(Call call, long graceMillis) {
        var reason = random.nextBoolean() ? GoAway.Reason.REASON_DRAIN : GoAway.Reason.REASON_MAX_AGE;
        return Frames.goAway(reason, token(call.next), random.nextInt(100), graceMillis);
    }

    private void sendBatch(int turn, Call call, int partition) {
        long records = Math.min(lengths[partition] - call.next[partition], 1 + random.nextInt(5));
        if (records > 0) {
            long first = call.next[partition];
            call.next[partition] += records;
            tell(
                    turn,
                    Frames.batch(
                            partition, LongStream.range(first, first + records).toArray()));
        } else if (!call.caughtUp && Arrays.equals(call.next, lengths)) {
            call.caughtUp = true;
            tell(turn, Frames.state(State.Kind.KIND_CAUGHT_UP, token(call.next)));
        }
    }

    private Call call(int turn) {
        return Objects.requireNonNull(calls.get(turn), "no such call");
    }

    private void tell(int turn, Frame frame) {
        call(turn).demand--;
        perform(machine.frame(turn, frame, now));
    }

    private void end(int turn, CallFailure ending) {
        if (calls.remove(turn) != null) {
            wishes.remove(turn);
            perform(machine.callEnded(turn, ending, now));
        }
    }

    private void handleSomething() {
        Deque<HeldBatch> lane = lanes.get(random.nextInt(lanes.size()));
        HeldBatch held = lane.poll();
        if (held == null) {
            return;
        }
        int partition = held.partition();
        held.gap().ifPresent(gap -> {
            gapsTold++;
            require(gap.getFromOffset() == handledBefore[partition], "a gap from", partition, gap.getFromOffset());
            require(gap.getLostOffsetsMax() <= gap.getToOffset() - gap.getFromOffset(), "lost", partition, 0);
            handledBefore[partition] = gap.getToOffset();
        });
        for (Record record : held.batch().getRecordsList()) {
            require(record.getOffset() == handledBefore[partition], "a record at", partition, record.getOffset());
            handledBefore[partition]++;
            gapsSince[partition] = handledBefore[partition];
            held.handled(record.getOffset());
            requirePosition();
        }
        ledger.finished(held);
        requirePosition();
        if (held.gap().isEmpty()) {
            perform(machine.batchHandled(now));
        }
    }

    private void require(boolean holds, String what, int partition, long offset) {
        if (!holds) {
            throw new AssertionError(
                    what + " " + offset + " of partition " + partition + " after " + Arrays.toString(handledBefore));
        }
    }

    private void requirePosition() {
        long[] position = merged(ledger.position().toStart());
        for (int partition = 0; partition < position.length; partition++) {
            boolean isExact =
                    position[partition] >= gapsSince[partition] && position[partition] <= handledBefore[partition];
            require(isExact, "the position", partition, position[partition]);
        }
    }

    private void perform(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Open open) {
                calls.put(open.turn(), new Call(merged(open.start()), open.messages()));
            } else if (action instanceof Action.Request request && calls.containsKey(request.turn())) {
                call(request.turn()).demand += request.messages();
            } else if (action instanceof Action.Cancel cancel) {
                calls.remove(cancel.turn());
                wishes.remove(cancel.turn());
            } else if (action instanceof Action.Wake wake) {
                wishes.put(wake.turn(), now + wake.afterNanos());
            } else if (action instanceof Action.Deliver deliver) {
                lanes.get(deliver.batch().getPartition()).add(ledger.received(deliver.batch()));
            } else if (action instanceof Action.Skip skip) {
                lanes.get(skip.gap().getPartition()).add(ledger.skipped(skip.gap(), skip.behind()));
            } else if (action instanceof Action.Mark mark) {
                ledger.marked(mark.position());
            } else if (action instanceof Action.Output) {
                shown.add(action);
                handovers += action instanceof Action.Moving ? 1 : 0;
            }
        }
        if (calls.size() > 2) {
            throw new AssertionError("calls at the same time: " + calls.keySet());
        }
        long asked = calls.values().stream()
                .filter(call -> call.opened)
                .mapToLong(call -> call.demand)
                .sum();
        if (asked > 2 * StreamPlan.WINDOW_DEFAULT) {
            throw new AssertionError("messages asked for: " + asked);
        }
    }

    private static String token(long[] next) {
        return LongStream.of(next).mapToObj(Long::toString).collect(Collectors.joining("_", "p1.", ""));
    }

    /** As the gateway merges: the later one in each partition. */
    private long[] merged(Start start) {
        if (!start.hasResumeToken()) {
            return new long[lengths.length];
        }
        long[] next = Arrays.stream(
                        start.getResumeToken().substring("p1.".length()).split("_", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        for (HandledCursor handled : start.getHandledList()) {
            int partition = handled.getCursor().getPartition();
            long offset = handled.hasLastHandledOffset()
                    ? handled.getLastHandledOffset() + 1
                    : handled.getCursor().getNextOffset();
            next[partition] = Math.max(next[partition], offset);
        }
        return next;
    }
}
