package dev.dpg.gateway.filter;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.product.ValueKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges records by a {@link Filter}, one after the other: it keeps what it needs for that, so that it is made anew for no
 * record. The work for a record is bounded, whatever it holds. Not thread-safe.
 */
public final class Evaluation {
    private final Filter filter;
    private final Slots value;
    private final SlotSink sink;
    private final Work work;
    private final @Nullable Condition condition;
    private final CelVariableResolver variables = this::variable;
    private @Nullable Facts record;
    private @Nullable Map<String, String> headers;

    Evaluation(Filter filter) {
        this.filter = filter;
        this.value = new Slots(filter.picks());
        this.sink = new SlotSink(value);
        this.work = new Work(filter.program().searched());
        this.condition = filter.program().condition().orElse(null);
    }

    /**
     * A record as stored.
     *
     * @param key null where it has none
     * @param value null for a tombstone
     * @param time milliseconds since 1970
     * @param headers asked at most once a record
     */
    public record Facts(
            @Nullable StoredBytes key, @Nullable StoredBytes value, long time, Supplier<Map<String, String>> headers) {}

    /** Judges a record; keeps nothing of it. */
    public Verdict judge(Facts facts) {
        record = facts;
        sink.reset();
        work.begin();
        try {
            if (filter.uses(FilterCompiler.VALUE) && facts.value() != null) {
                StoredBytes stored = facts.value();
                filter.codec().read(stored.bytes(), stored.from(), stored.to(), sink);
            }
            if (condition != null) {
                return condition.of(value, facts).verdict();
            }
            Object result = filter.program().cel().trace(variables, work);
            if (result instanceof Boolean match && !work.isTooMuch()) {
                return match ? Verdict.MATCH : Verdict.NO_MATCH;
            }
            return Verdict.FAILED;
        } catch (UnreadableValueException | CelEvaluationException | RuntimeException | StackOverflowError failed) {
            // Also where it is a mistake of ours or of the library: nobody else's stream may end by it.
            return Verdict.FAILED;
        } finally {
            record = null;
            headers = null;
        }
    }

    private Optional<Object> variable(String name) {
        Facts facts = record;
        if (facts == null) {
            return Optional.empty();
        }
        return switch (name) {
            case FilterCompiler.VALUE -> Optional.of(value);
            case FilterCompiler.KEY -> key(facts);
            case FilterCompiler.TIME -> Optional.of(Instant.ofEpochMilli(facts.time()));
            case FilterCompiler.HEADERS -> Optional.of(headers(facts));
            default -> Optional.empty();
        };
    }

    private Map<String, String> headers(Facts facts) {
        Map<String, String> known = headers;
        if (known == null) {
            known = facts.headers().get();
            headers = known;
        }
        return known;
    }

    private Optional<Object> key(Facts facts) {
        StoredBytes stored = facts.key();
        if (stored == null) {
            return Optional.empty();
        }
        return KeyText.of(stored).text().flatMap(text -> typed(filter.key(), text));
    }

    /** A key as what the contract says it is; empty where it isn't. */
    private static Optional<Object> typed(ValueKind kind, String text) {
        try {
            return Optional.of(
                    switch (kind) {
                        case INTEGER -> Long.valueOf(text);
                        case NUMBER, DECIMAL -> Double.valueOf(text);
                        case TIMESTAMP -> OffsetDateTime.parse(text).toInstant();
                        case BOOLEAN -> truth(text);
                        default -> text;
                    });
        } catch (NumberFormatException | DateTimeException notOfThisKind) {
            return Optional.empty();
        }
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException();
        };
    }
}
