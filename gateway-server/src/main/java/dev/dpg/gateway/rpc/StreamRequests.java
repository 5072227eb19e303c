package dev.dpg.gateway.rpc;

import com.google.protobuf.Timestamp;
import dev.dpg.gateway.cursor.HandledCursor;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.subscription.Caller;
import dev.dpg.gateway.subscription.Claim;
import dev.dpg.gateway.subscription.OpenRequest;
import dev.dpg.gateway.subscription.StartAt;
import dev.dpg.gateway.subscription.StopAt;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import dev.dpg.v1.Until;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Requests of the data calls: messages to own types, with everything checked that can be without looking anything up. */
final class StreamRequests {
    private static final int BATCH_BYTES_DEFAULT = 256 * 1024;
    private static final int BATCH_BYTES_MAX = 1024 * 1024;
    private static final Duration BATCH_DELAY_MAX = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_DEFAULT = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_MIN = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_MAX = Duration.ofSeconds(60);
    private static final int PURPOSE_LENGTH_MAX = 200;
    private static final int CLIENT_ID_LENGTH_MAX = 128;

    private StreamRequests() {}

    /** A bounded read. */
    static OpenRequest read(ReadRequest request, String sessionId) {
        requireProduct(request.getProduct());
        if (request.getLimit() < 0) {
            throw bad("limit", "must not be negative; 0 means no limit");
        }
        return new OpenRequest(
                caller(sessionId, request.getClientId()),
                claim(request.getPurpose()),
                request.getProduct(),
                start(request.getStart()),
                onExpired(request.getOnExpired()),
                stop(request.getUntil()),
                request.getLimit() == 0 ? Long.MAX_VALUE : request.getLimit(),
                RecordRequests.wanted(
                        request.getEncoding(),
                        request.getFieldsList(),
                        request.getFilter(),
                        request.getKeysList(),
                        request.getOnUnknownSchema()),
                pace(request.getMaxBatchBytes(), request.getMaxBatchDelay(), heartbeat(request)));
    }

    /** A live stream. */
    static OpenRequest subscribe(SubscribeRequest request, String sessionId) {
        requireProduct(request.getProduct());
        Duration heartbeat = request.hasHeartbeat() ? duration("heartbeat", request.getHeartbeat()) : HEARTBEAT_DEFAULT;
        return new OpenRequest(
                caller(sessionId, request.getClientId()),
                claim(request.getPurpose()),
                request.getProduct(),
                start(request.getStart()),
                onExpired(request.getOnExpired()),
                new StopAt.Never(),
                Long.MAX_VALUE,
                RecordRequests.wanted(
                        request.getEncoding(),
                        request.getFieldsList(),
                        request.getFilter(),
                        request.getKeysList(),
                        request.getOnUnknownSchema()),
                pace(request.getMaxBatchBytes(), request.getMaxBatchDelay(), heartbeat));
    }

    private static Duration heartbeat(ReadRequest request) {
        return request.hasHeartbeat() ? duration("heartbeat", request.getHeartbeat()) : HEARTBEAT_DEFAULT;
    }

    /** Where to begin. */
    static StartAt start(Start start) {
        if (start.getHandledCount() > 0 && !start.hasResumeToken()) {
            throw bad("start.handled", "goes with start.resume_token only");
        }
        return switch (start.getAtCase()) {
            case RESUME_TOKEN -> new StartAt.Token(start.getResumeToken(), handled(start));
            case TIME -> new StartAt.Time(instant("start.time", start.getTime()));
            case EDGE -> edge(start.getEdge());
            case LAST -> last(start.getLast());
            case OFFSETS -> offsets(start.getOffsets().getPartitionsList());
            case AT_NOT_SET -> new StartAt.ProductDefault();
        };
    }

    private static StopAt stop(Until until) {
        return switch (until.getAtCase()) {
            case TIME -> new StopAt.Time(instant("until.time", until.getTime()));
            case RESUME_TOKEN -> new StopAt.Token(until.getResumeToken());
            case AT_NOT_SET -> new StopAt.Head();
        };
    }

    private static StartAt edge(dev.dpg.v1.Edge edge) {
        return switch (edge) {
            case EDGE_UNSPECIFIED -> new StartAt.ProductDefault();
            case EDGE_EARLIEST -> new StartAt.End(Edge.EARLIEST);
            case EDGE_LATEST -> new StartAt.End(Edge.LATEST);
            case UNRECOGNIZED -> throw bad("start.edge", "is none of EDGE_EARLIEST and EDGE_LATEST");
        };
    }

    private static StartAt last(long offsets) {
        if (offsets < 0) {
            throw bad("start.last", "must not be negative; 0 starts at the end");
        }
        return new StartAt.Last(offsets);
    }

    private static StartAt offsets(List<PartitionOffset> partitions) {
        Map<Integer, Long> offsets = new HashMap<>();
        for (PartitionOffset at : partitions) {
            if (at.getOffset() < 0) {
                throw bad("start.offsets", "an offset must not be negative");
            }
            if (offsets.put(at.getPartition(), at.getOffset()) != null) {
                throw bad("start.offsets", "partition " + at.getPartition() + " is named twice");
            }
        }
        return new StartAt.Offsets(offsets);
    }

    private static List<HandledCursor> handled(Start start) {
        Set<Integer> seen = new HashSet<>();
        return start.getHandledList().stream()
                .map(handled -> {
                    Cursor cursor = handled.getCursor();
                    if (!seen.add(cursor.getPartition())) {
                        throw bad("start.handled", "partition " + cursor.getPartition() + " is named twice");
                    }
                    if (cursor.getNextOffset() < 0 || handled.getLastHandledOffset() < 0) {
                        throw bad("start.handled", "an offset must not be negative");
                    }
                    return new HandledCursor(
                            cursor.getPartition(),
                            cursor.getNextOffset(),
                            Math.max(HandledCursor.UNKNOWN, cursor.getLeaderEpoch()),
                            lastTime(cursor),
                            handled.hasLastHandledOffset()
                                    ? OptionalLong.of(handled.getLastHandledOffset())
                                    : OptionalLong.empty());
                })
                .toList();
    }

    private static long lastTime(Cursor cursor) {
        return cursor.hasLastTime()
                ? instant("start.handled", cursor.getLastTime()).toEpochMilli()
                : HandledCursor.UNKNOWN;
    }

    private static OnExpired onExpired(dev.dpg.v1.OnExpired onExpired) {
        return switch (onExpired) {
            case ON_EXPIRED_UNSPECIFIED, ON_EXPIRED_FAIL -> OnExpired.FAIL;
            case ON_EXPIRED_EARLIEST -> OnExpired.EARLIEST;
            case ON_EXPIRED_LATEST -> OnExpired.LATEST;
            case UNRECOGNIZED ->
                throw bad("on_expired", "is none of ON_EXPIRED_FAIL, ON_EXPIRED_EARLIEST and ON_EXPIRED_LATEST");
        };
    }

    private static Pace pace(int batchBytes, com.google.protobuf.Duration batchDelay, Duration heartbeat) {
        if (batchBytes < 0) {
            throw bad("max_batch_bytes", "must not be negative; 0 means 262144");
        }
        Duration delay = duration("max_batch_delay", batchDelay);
        return new Pace(
                batchBytes == 0 ? BATCH_BYTES_DEFAULT : Math.min(batchBytes, BATCH_BYTES_MAX),
                delay.compareTo(BATCH_DELAY_MAX) > 0 ? BATCH_DELAY_MAX : delay,
                clamped(heartbeat));
    }

    private static Duration clamped(Duration heartbeat) {
        if (heartbeat.compareTo(HEARTBEAT_MIN) < 0) {
            return HEARTBEAT_MIN;
        }
        return heartbeat.compareTo(HEARTBEAT_MAX) > 0 ? HEARTBEAT_MAX : heartbeat;
    }

    private static Duration duration(String field, com.google.protobuf.Duration duration) {
        if (duration.getSeconds() < 0 || duration.getNanos() < 0) {
            throw bad(field, "must not be negative");
        }
        try {
            return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
        } catch (ArithmeticException tooLong) {
            throw bad(field, "is out of range");
        }
    }

    static Instant instant(String field, Timestamp time) {
        try {
            // The log keeps milliseconds, so that is what a time has to fit into.
            return Instant.ofEpochMilli(
                    Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toEpochMilli());
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw bad(field, "is not a time that can be represented; use RFC 3339, for instance 2026-01-31T08:00:00Z");
        }
    }

    /** A product must be named. */
    static void requireProduct(String product) {
        if (product.isEmpty()) {
            throw bad("product", "is missing; name a product, for instance \"sales.orders\"");
        }
    }

    private static Caller caller(String sessionId, String clientId) {
        boolean printable = clientId.codePoints().noneMatch(Character::isISOControl);
        if (!printable || clientId.length() > CLIENT_ID_LENGTH_MAX) {
            throw bad("client_id", "must have at most " + CLIENT_ID_LENGTH_MAX + " printable characters");
        }
        return new Caller(
                sessionId,
                clientId,
                Peer.current(),
                CallingIdentity.current().principal().id());
    }

    /** By what right the current call reads. */
    static Claim claim(String purpose) {
        if (purpose.length() > PURPOSE_LENGTH_MAX) {
            throw bad("purpose", "must have at most " + PURPOSE_LENGTH_MAX + " characters");
        }
        return new Claim(CallingIdentity.current(), purpose);
    }

    private static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }
}
