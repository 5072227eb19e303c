package dev.dpg.client;

import dev.dpg.client.internal.resume.CallFailure;
import dev.dpg.v1.PositionErrorDetail;
import io.grpc.Status;
import java.util.List;
import java.util.Map;

/**
 * A gateway refused something, or could not be reached for as long as the caller wanted to wait. Programs switch on
 * {@link #reason()} (or, more coarsely, on {@link #code()}); the message is for people and says what, why, and what to do
 * next. What is worth another try was tried again before this is thrown.
 */
public final class DpgException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind of failure: the codes of gRPC, under their own names. */
    public enum Code {
        /** The call was cancelled on its way. */
        CANCELLED,
        /** Something between this process and the gateway failed and did not say how. */
        UNKNOWN,
        /** The request is wrong, whatever the state of the product. */
        INVALID_ARGUMENT,
        /** It took too long. */
        DEADLINE_EXCEEDED,
        /** There is no such thing, or none that this caller may know of. */
        NOT_FOUND,
        /** It is there already, and different. */
        ALREADY_EXISTS,
        /** This caller may not. */
        PERMISSION_DENIED,
        /** A limit was reached. */
        RESOURCE_EXHAUSTED,
        /** The product is not in a state for this. */
        FAILED_PRECONDITION,
        /** Somebody else was faster. */
        ABORTED,
        /** A position that the log does not hold. */
        OUT_OF_RANGE,
        /** The gateway is too old for this. */
        UNIMPLEMENTED,
        /** A bug of the gateway. */
        INTERNAL,
        /** No gateway can be reached, or it cannot serve now. */
        UNAVAILABLE,
        /** Data was lost. */
        DATA_LOSS,
        /** The caller's identity is missing or not accepted. */
        UNAUTHENTICATED
    }

    /**
     * What is wrong with a position in one partition.
     *
     * @param partition the partition
     * @param requestedOffset the offset that was asked for
     * @param earliestOffset the earliest offset that is still retained
     * @param endOffset one beyond the last offset that can be read
     */
    public record PositionError(int partition, long requestedOffset, long earliestOffset, long endOffset) {}

    private final Code code;
    private final String reason;
    private final transient Map<String, String> metadata;
    private final transient List<PositionError> positionErrors;

    DpgException(CallFailure failure) {
        super(failure.reason().isEmpty() ? failure.message() : failure.reason() + ": " + failure.message());
        code = failure.code() == Status.Code.OK
                ? Code.UNAVAILABLE
                : Code.valueOf(failure.code().name());
        reason = failure.reason();
        metadata = failure.details().metadata();
        positionErrors = failure.details().positions().stream()
                .flatMap(detail -> detail.getPartitionsList().stream())
                .map(DpgException::positionError)
                .toList();
    }

    /** The kind of failure. */
    public Code code() {
        return code;
    }

    /** The gateway's reason, for instance {@code PRODUCT_NOT_FOUND}; empty where no gateway answered. Reasons never change their names. */
    public String reason() {
        return reason;
    }

    /** The values named in the message, for programs. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** With {@code POSITION_EXPIRED} and {@code POSITION_TRUNCATED}: the partitions concerned, at most 16. Otherwise empty. */
    public List<PositionError> positionErrors() {
        return positionErrors;
    }

    private static PositionError positionError(PositionErrorDetail.Partition partition) {
        return new PositionError(
                partition.getPartition(),
                partition.getRequestedOffset(),
                partition.getEarliestOffset(),
                partition.getEndOffset());
    }
}
