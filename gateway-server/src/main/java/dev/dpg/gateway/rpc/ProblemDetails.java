package dev.dpg.gateway.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.RetryInfo;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.v1.PositionErrorDetail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The structured details of a status, cut to what fits into its trailers. Pure. */
final class ProblemDetails {
    private static final String DOMAIN = "dpg.dev";
    private static final int PARTITIONS_MAX = 16;
    private static final int METADATA_BYTES_MAX = 1536;
    private static final int METADATA_CHARACTERS_MAX = 256;
    private static final int RULE_CHARACTERS_MAX = 128;
    private static final int VIOLATION_CHARACTERS_MAX = 512;
    /** Tag, length and type URL around a detail, at most. */
    private static final int WRAPPING_BYTES = 96;

    private ProblemDetails() {}

    /** The details of a problem, in a fixed order: ErrorInfo, RetryInfo, PositionErrorDetail, PreconditionFailure, BadRequest. */
    static List<Any> of(Problem problem, String message) {
        List<Problem.FieldViolation> violations = only(problem, Problem.FieldViolation.class);
        List<Any> details = new ArrayList<>();
        details.add(Any.pack(errorInfo(problem, violations.size())));
        problem.retryAfter().ifPresent(delay -> details.add(Any.pack(retryInfo(delay))));
        List<Problem.PositionOutOfRange> positions = only(problem, Problem.PositionOutOfRange.class);
        if (!positions.isEmpty()) {
            details.add(Any.pack(positionError(positions)));
        }
        List<Problem.PreconditionViolation> preconditions = only(problem, Problem.PreconditionViolation.class);
        if (!preconditions.isEmpty()) {
            details.add(Any.pack(preconditionFailure(preconditions, room(details, message))));
        }
        if (!violations.isEmpty()) {
            details.add(Any.pack(badRequest(violations, room(details, message))));
        }
        return details;
    }

    /** Bytes that are left for one more detail. */
    private static int room(List<Any> details, String message) {
        int used = details.stream()
                .mapToInt(any -> any.getSerializedSize() + WRAPPING_BYTES)
                .sum();
        return TrailerBudget.detailBytes(message) - used - WRAPPING_BYTES;
    }

    /** As many of the violations, from the first on, as fit into the room. */
    private static PreconditionFailure preconditionFailure(
            List<Problem.PreconditionViolation> violations, int roomBytes) {
        PreconditionFailure.Builder failure = PreconditionFailure.newBuilder();
        int used = 0;
        for (Problem.PreconditionViolation violation : violations) {
            PreconditionFailure.Violation entry = PreconditionFailure.Violation.newBuilder()
                    .setType(TrailerBudget.clip(violation.type(), RULE_CHARACTERS_MAX))
                    .setSubject(TrailerBudget.clip(violation.subject(), VIOLATION_CHARACTERS_MAX))
                    .setDescription(TrailerBudget.clip(violation.description(), VIOLATION_CHARACTERS_MAX))
                    .build();
            used += entry.getSerializedSize() + 4; // tag and length
            if (used > roomBytes) {
                break;
            }
            failure.addViolations(entry);
        }
        return failure.build();
    }

    private static ErrorInfo errorInfo(Problem problem, int violations) {
        ErrorInfo.Builder info =
                ErrorInfo.newBuilder().setReason(problem.reason().name()).setDomain(DOMAIN);
        int room = METADATA_BYTES_MAX;
        for (Map.Entry<String, String> entry : new TreeMap<>(problem.metadata()).entrySet()) {
            String value = TrailerBudget.clip(entry.getValue(), METADATA_CHARACTERS_MAX);
            room -= utf8Bytes(entry.getKey()) + utf8Bytes(value) + 8; // tags and lengths
            if (room < 0) {
                break;
            }
            info.putMetadata(entry.getKey(), value);
        }
        if (violations > 0) {
            info.putMetadata("findings", Integer.toString(violations));
        }
        return info.build();
    }

    private static RetryInfo retryInfo(java.time.Duration delay) {
        return RetryInfo.newBuilder()
                .setRetryDelay(
                        Duration.newBuilder().setSeconds(delay.getSeconds()).setNanos(delay.getNano()))
                .build();
    }

    private static PositionErrorDetail positionError(List<Problem.PositionOutOfRange> positions) {
        PositionErrorDetail.Builder detail = PositionErrorDetail.newBuilder().setTotal(positions.size());
        positions.stream()
                .limit(PARTITIONS_MAX)
                .forEach(position -> detail.addPartitions(PositionErrorDetail.Partition.newBuilder()
                        .setPartition(position.partition())
                        .setRequestedOffset(position.requested())
                        .setEarliestOffset(position.earliest())
                        .setEndOffset(position.end())));
        return detail.build();
    }

    /** As many of the violations, from the first on, as fit into the room. */
    private static BadRequest badRequest(List<Problem.FieldViolation> violations, int roomBytes) {
        BadRequest.Builder request = BadRequest.newBuilder();
        int used = 0;
        for (Problem.FieldViolation violation : violations) {
            BadRequest.FieldViolation entry = BadRequest.FieldViolation.newBuilder()
                    .setField(TrailerBudget.clip(violation.field(), VIOLATION_CHARACTERS_MAX))
                    .setReason(TrailerBudget.clip(violation.rule(), RULE_CHARACTERS_MAX))
                    .setDescription(TrailerBudget.clip(violation.description(), VIOLATION_CHARACTERS_MAX))
                    .build();
            used += entry.getSerializedSize() + 4; // tag and length
            if (used > roomBytes) {
                break;
            }
            request.addFieldViolations(entry);
        }
        return request.build();
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static <T extends Problem.Detail> List<T> only(Problem problem, Class<T> type) {
        return problem.details().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
