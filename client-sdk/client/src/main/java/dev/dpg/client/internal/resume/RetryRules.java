package dev.dpg.client.internal.resume;

import dev.dpg.client.internal.resume.CallFailure.Origin;

/**
 * Which endings are worth another try: the column "SDK does" of the API's table of errors. No default branch, so that a new
 * code has to be decided here.
 */
public final class RetryRules {
    /** Tries without end; only the caller's patience ends them. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int FEW = 3;

    private RetryRules() {}

    /** How many tries in a row, the failed one included, may end like this before it is the caller's to know. */
    static int triesMax(CallFailure failure, RetrySettings retry) {
        return switch (failure.code()) {
            // An OK that comes too early, a broken connection, a proxy that gave up: nothing is wrong with the request.
            case OK, UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED -> UNLIMITED;
            // Only the gateway means "later"; gRPC says the same of a message that is too large, which stays too large.
            case RESOURCE_EXHAUSTED -> failure.origin() == Origin.GATEWAY ? UNLIMITED : FEW;
            // A connection that closed under the call comes as UNKNOWN, and so does a server's bug.
            case UNKNOWN -> failure.origin() == Origin.LOCAL ? UNLIMITED : FEW;
            case INTERNAL -> FEW;
            case ABORTED -> 2;
            // Credentials that this process could not even get are no better the next time.
            case UNAUTHENTICATED -> failure.origin() == Origin.LOCAL ? 1 : 1 + retry.renewalsMax();
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    DATA_LOSS -> 1;
        };
    }
}
