package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import dev.dpg.gateway.access.AccessPlan.Given;
import dev.dpg.gateway.access.SaltOfReader;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.Restrictions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an access plan means for records: what is masked, withheld and given. Pure. */
final class PlanRules {
    private PlanRules() {}

    /**
     * What may not be had of a product. Properties that were not granted are masked by nothing, besides that they are not given, so
     * that neither keys nor filters tell of them.
     *
     * @param salts what hashes are salted with, by kind and name of who reads; asked only where something is hashed
     * @param rowRules compiles row rules
     */
    static Restrictions restrictions(
            ReadableProduct readable, Function<String, SaltOfReader> salts, Function<String, Filter> rowRules) {
        Given given = readable.plan().given();
        Map<String, Mask> masks = masks(readable.port(), given);
        Optional<Filter> rows = given.rows().isEmpty() ? Optional.empty() : Optional.of(rowRules.apply(given.rows()));
        if (masks.isEmpty() && rows.isEmpty()) {
            return Restrictions.NONE;
        }
        boolean hashes = masks.values().stream().anyMatch(Mask.Hash.class::isInstance);
        Salt salt = hashes ? Salt.of(salts.apply(readable.plan().reader()).bytes()) : Salt.NONE;
        return new Restrictions(masks, salt, rows, readable.port().keyFields());
    }

    /**
     * What becomes of properties, by their paths; of one within another that is masked nothing is said. A mask of an object or
     * array is one of all within it: where some of that is given unmasked, it holds for each of the others.
     */
    static Map<String, Mask> masks(PublishedPort port, Given given) {
        Map<String, Mask> masks = new LinkedHashMap<>();
        for (Field field : port.fields()) {
            boolean within = masks.keySet().stream().anyMatch(masked -> isWithin(field.path(), masked));
            if (!within) {
                mask(port, field, given).ifPresent(mask -> masks.put(field.path(), mask));
            }
        }
        return masks;
    }

    private static Optional<Mask> mask(PublishedPort port, Field field, Given given) {
        String path = field.path();
        boolean holdsGiven = given.fields().stream().anyMatch(one -> isWithin(one, path));
        if (!given.gives(path) && !holdsGiven) {
            return Optional.of(new Mask.Nothing());
        }
        boolean holdsUnmasked = given.unmasked().stream().anyMatch(one -> isWithin(one, path));
        return given.unmasks(path) || holdsUnmasked
                ? Optional.empty()
                : field.mask().or(() -> inherited(port, path));
    }

    /** Of an object or array that has a mask of its own, which some of it goes without. */
    private static Optional<Mask> inherited(PublishedPort port, String path) {
        boolean masked =
                port.fields().stream().anyMatch(outer -> outer.mask().isPresent() && isWithin(path, outer.path()));
        return masked ? Optional.of(new Mask.Nothing()) : Optional.empty();
    }

    private static boolean isWithin(String path, String outer) {
        return path.startsWith(outer + ".") || path.startsWith(outer + "[");
    }

    /**
     * The properties that are given: those asked for, or all that may be read.
     *
     * @return paths; empty: all that there are
     * @throws dev.dpg.gateway.problem.ProblemException {@code FIELD_DENIED} where more is asked for than may be read
     */
    static List<String> fields(ReadableProduct readable, WantedRecords wanted) {
        AccessPlan plan = readable.plan();
        if (plan.given().fields().isEmpty()) {
            return wanted.fields();
        }
        List<String> given = stillThere(readable);
        if (wanted.encoding() == Encoding.RAW) {
            throw denied(
                    "encoding",
                    "stored bytes have all properties, and only " + String.join(", ", given)
                            + " may be read; ask for JSON or PROTOBUF");
        }
        for (String field : wanted.fields()) {
            if (!plan.given().gives(field)) {
                throw denied(
                        "fields",
                        "the property \"" + field + "\" is not among those that may be read: "
                                + String.join(", ", given)
                                + "; ask for access to more (dpg.v1.AccessService/RequestAccess)");
            }
        }
        return wanted.fields().isEmpty() ? given : wanted.fields();
    }

    /** Of the properties that were granted those that this version has. */
    private static List<String> stillThere(ReadableProduct readable) {
        List<String> granted = readable.plan().given().fields();
        List<String> there = granted.stream()
                .filter(path -> readable.port().fields().stream()
                        .anyMatch(field -> field.path().equals(path)))
                .toList();
        if (there.isEmpty()) {
            throw denied(
                    "fields",
                    readable.port().name() + " has none of the properties any more that may be read: "
                            + String.join(", ", granted)
                            + "; ask for access to others (dpg.v1.AccessService/RequestAccess)");
        }
        return there;
    }

    /** What a stream is told of its access. */
    static Admission admission(ReadableProduct readable, WantedRecords wanted, ResolvedPosition start) {
        return new Admission(
                start,
                readable.plan(),
                fields(readable, wanted),
                maskedFields(readable.port(), readable.plan().given()));
    }

    /** Paths of the properties that are given masked, sorted. */
    static List<String> maskedFields(PublishedPort port, Given given) {
        return masks(port, given).keySet().stream()
                .filter(given::gives)
                .sorted()
                .toList();
    }

    private static RuntimeException denied(String where, String sentence) {
        return Problem.of(Reason.FIELD_DENIED, where + ": " + sentence)
                .with(new Problem.FieldViolation(where, "", sentence))
                .asException();
    }
}
