package dev.dpg.gateway.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal, whole: what programs switch on, what people read, and the values that belong to it.
 *
 * @param reason what programs switch on
 * @param message for the person who has to act: what, why, what to do next
 * @param metadata values named in the message, for programs; keys in lowerCamelCase
 * @param details structured details
 */
public record Problem(Reason reason, String message, Map<String, String> metadata, List<Detail> details) {
    public Problem {
        metadata = Map.copyOf(metadata);
        details = List.copyOf(details);
    }

    /** A problem without values. */
    public static Problem of(Reason reason, String message) {
        return new Problem(reason, message, Map.of(), List.of());
    }

    /** The same with one more detail. */
    public Problem with(Detail detail) {
        var all = new java.util.ArrayList<>(details);
        all.add(detail);
        return new Problem(reason, message, metadata, all);
    }

    /** The same with one more value. */
    public Problem with(String key, String value) {
        var all = new java.util.HashMap<>(metadata);
        all.put(key, value);
        return new Problem(reason, message, all, details);
    }

    /** The delay after which trying again makes sense, where one is known. */
    public Optional<Duration> retryAfter() {
        return details.stream()
                .filter(RetryAfter.class::isInstance)
                .map(detail -> ((RetryAfter) detail).delay())
                .findFirst();
    }

    /** This as an exception, to throw. */
    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** A structured part of a problem. */
    public sealed interface Detail {}

    /**
     * What is wrong at one place of a request or document.
     *
     * @param field the place: a field path, or file, line and path of a document
     * @param rule id of the rule that was broken; empty where there is none
     * @param description what is wrong and what to do
     */
    public record FieldViolation(String field, String rule, String description) implements Detail {}

    /**
     * Something that has to be otherwise before the request can be fulfilled.
     *
     * @param type its kind, for instance the rule of a change
     * @param subject what is concerned: a property's path, a client's id
     * @param description what it is and what that means
     */
    public record PreconditionViolation(String type, String subject, String description) implements Detail {}

    /**
     * When to try again.
     *
     * @param delay from now, not negative
     */
    public record RetryAfter(Duration delay) implements Detail {}

    /**
     * A position that the log does not hold.
     *
     * @param partition the partition
     * @param requested the offset asked for
     * @param earliest the earliest retained offset
     * @param end the last stable offset
     */
    public record PositionOutOfRange(int partition, long requested, long earliest, long end) implements Detail {}
}
