package dev.dpg.gateway.rpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong into the status that a client gets. The only place where that happens. Pure but for the log entry
 * of a bug; any thread.
 */
public final class ProblemStatus {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemStatus.class);

    private ProblemStatus() {}

    /**
     * The status of a failure. A {@link ProblemException}, also as the cause of a {@link CompletionException} or an
     * {@link ExecutionException}, becomes what it says; everything else is a bug: it is logged with its stack trace under
     * the call's request id, and the client gets {@code INTERNAL} with that id and nothing of the exception's text, which
     * may hold anything.
     *
     * <p>The trailers fit into 8 KiB, which is what clients accept by default: long texts are cut, and of many field
     * violations as many are given as fit, with their number as metadata {@code findings}.
     */
    public static StatusRuntimeException of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        Problem problem = cause instanceof ProblemException known ? known.problem() : bug(cause);
        return of(problem);
    }

    /** The reason that {@link #of(Throwable)} gives. */
    static Reason reason(Throwable failure) {
        return unwrapped(failure) instanceof ProblemException known
                ? known.problem().reason()
                : Reason.INTERNAL;
    }

    /** The status of a problem, as in {@link #of(Throwable)}. */
    public static StatusRuntimeException of(Problem problem) {
        Status.Builder status = Status.newBuilder()
                .setCode(code(problem.reason()).getNumber())
                .setMessage(TrailerBudget.clipMessage(problem.message()));
        for (Any detail : ProblemDetails.of(problem, status.getMessage())) {
            status.addDetails(detail);
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    /** The code of a reason. Without a default: a new reason does not compile until it has its code here. */
    private static Code code(Reason reason) {
        return switch (reason) {
            case BAD_REQUEST, BAD_TOKEN, BAD_CONTRACT, BAD_FILTER, BAD_FIELD_MASK -> Code.INVALID_ARGUMENT;
            case NO_CREDENTIALS, TOKEN_EXPIRED, BAD_TOKEN_SIGNATURE -> Code.UNAUTHENTICATED;
            case NO_GRANT, GRANT_EXPIRED, GRANT_REVOKED, FIELD_DENIED, PURPOSE_DENIED -> Code.PERMISSION_DENIED;
            case PRODUCT_NOT_FOUND, VERSION_RETIRED, SESSION_NOT_FOUND, REQUEST_NOT_FOUND, GRANT_NOT_FOUND ->
                Code.NOT_FOUND;
            case POSITION_EXPIRED, POSITION_TRUNCATED -> Code.OUT_OF_RANGE;
            case TOPIC_RECREATED, WRONG_STATE, CONTRACT_INCOMPATIBLE -> Code.FAILED_PRECONDITION;
            case VERSION_EXISTS -> Code.ALREADY_EXISTS;
            case CONFLICT -> Code.ABORTED;
            case OVERLOADED -> Code.RESOURCE_EXHAUSTED;
            case CLUSTER_DOWN, REGISTRY_DOWN, DRAINING, NOT_READY -> Code.UNAVAILABLE;
            case INTERNAL -> Code.INTERNAL;
        };
    }

    private static Problem bug(Throwable failure) {
        String requestId = RequestId.current();
        LOG.error("A call failed by a bug of the gateway, requestId={}", requestId, failure);
        return Problem.of(
                        Reason.INTERNAL,
                        "the gateway failed on this call by a fault of its own; report request id " + requestId
                                + " to whoever operates it: its log tells what happened")
                .with("requestId", requestId);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        Throwable cause = failure.getCause();
        while (cause != null && (inner instanceof CompletionException || inner instanceof ExecutionException)) {
            inner = cause;
            cause = inner.getCause();
        }
        return inner;
    }
}
