package dev.dpg.client.internal.resume;

import dev.dpg.v1.PositionErrorDetail;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a call ended, taken apart.
 *
 * @param origin who made the status
 * @param code the status code; OK for a stream that ended before it was complete
 * @param reason the gateway's reason, for programs; empty where the gateway gave none
 * @param message for people: what, why, what to do next
 * @param details values and structured parts
 */
public record CallFailure(Origin origin, Status.Code code, String reason, String message, Details details) {
    /** Who made the status: that decides what an ambiguous code means. */
    public enum Origin {
        /** The gateway: it carries the gateway's {@code ErrorInfo}. */
        GATEWAY,
        /** Something that answered for the gateway, such as a proxy, or gRPC itself judging an answer. */
        WIRE,
        /** This process: the connection could not be made, or broke. */
        LOCAL
    }

    /**
     * What a failure carries for programs.
     *
     * @param metadata values named in the message
     * @param retryAfter when the gateway wants to be asked again
     * @param positions which offsets no longer exist
     */
    public record Details(
            Map<String, String> metadata, Optional<Duration> retryAfter, Optional<PositionErrorDetail> positions) {
        public Details {
            metadata = Map.copyOf(metadata);
        }

        /** No details. */
        public static Details none() {
            return new Details(Map.of(), Optional.empty(), Optional.empty());
        }
    }

    /** No failure: this process is to go on by another call, from what it has received. */
    public static final CallFailure ANEW = local(Status.Code.CANCELLED, "read on by another call");

    /** A failure that this process noticed. */
    public static CallFailure local(Status.Code code, String message) {
        return new CallFailure(Origin.LOCAL, code, "", message, Details.none());
    }
}
