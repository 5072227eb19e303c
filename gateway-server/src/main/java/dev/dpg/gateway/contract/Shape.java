package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.YamlNode.Kind;
import dev.dpg.gateway.contract.YamlNode.Mapping;
import dev.dpg.gateway.contract.YamlNode.Scalar;
import dev.dpg.gateway.contract.YamlNode.Sequence;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a standard allows at a place of its documents. Pure; shapes are made once and used by all threads. */
@FunctionalInterface
interface Shape {
    /** Anything. */
    Shape ANY = (node, path, found) -> {};
    /** Any text. */
    Shape TEXT = text(text -> true, "a text");
    /** True or false. */
    Shape FLAG = scalar(Set.of(Kind.BOOLEAN), "true or false");
    /** Any number. */
    Shape NUMBER = scalar(Set.of(Kind.INTEGER, Kind.NUMBER), "a number");
    /** Any whole number. */
    Shape INTEGER = scalar(Set.of(Kind.INTEGER), "a whole number");
    /** A whole number that is not negative. */
    Shape COUNT = bounded(INTEGER, number -> number.signum() >= 0, "0 or more");
    /** A number above zero. */
    Shape POSITIVE = bounded(NUMBER, number -> number.signum() > 0, "more than 0");
    /** Any single value, also null. */
    Shape SINGLE = scalar(Set.of(Kind.values()), "a single value");
    /** Any map. */
    Shape MAP = (node, path, found) -> {
        if (!(node instanceof Mapping)) {
            found.wrongKind(node, path, "a map");
        }
    };

    /** RFC 3986; relative references are none. */
    Shape URL = text(Shape::isUri, "a URI like \"https://example.com/page\"");
    /** RFC 3339, full-date. */
    Shape DATE = text(Shape::isDate, "a date like \"2026-01-31\"");
    /** RFC 3339, date-time. */
    Shape DATE_TIME = text(Shape::isDateTime, "a time like \"2026-01-31T13:30:00Z\"");

    /** Notes what is not allowed at a node. */
    void check(YamlNode node, String path, ShapeFindings found);

    /** A text that keeps a rule. */
    static Shape text(Predicate<String> allowed, String expected) {
        return (node, path, found) -> {
            if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.TEXT) {
                found.wrongKind(node, path, "a text");
            } else if (!allowed.test(scalar.text())) {
                found.wrongValue(scalar, path, expected);
            }
        };
    }

    /** A text of a pattern. */
    static Shape text(Pattern pattern, String expected) {
        return text(text -> pattern.matcher(text).find(), expected);
    }

    /** One of these texts. */
    static Shape oneOf(String... texts) {
        return text(Set.of(texts)::contains, "one of: " + String.join(", ", texts));
    }

    /** A list of things of one shape. */
    static Shape list(Shape item) {
        return list(item, 0, Integer.MAX_VALUE);
    }

    /** A list of so many things of one shape. */
    static Shape list(Shape item, int min, int max) {
        return (node, path, found) -> {
            if (!(node instanceof Sequence sequence)) {
                found.wrongKind(node, path, "a list");
                return;
            }
            if (sequence.items().size() < min || sequence.items().size() > max) {
                found.wrongValue(node, path, min == max ? "a list of " + min : "a list of at least " + min);
            }
            for (int i = 0; i < sequence.items().size(); i++) {
                item.check(sequence.items().get(i), path + "[" + i + "]", found);
            }
        };
    }

    /** A list whose single values differ, as they are written. */
    static Shape distinct(Shape list) {
        return (node, path, found) -> {
            list.check(node, path, found);
            if (node instanceof Sequence sequence
                    && sequence.items().stream()
                                    .map(item -> item instanceof Scalar scalar ? scalar.text() : "")
                                    .distinct()
                                    .count()
                            < sequence.items().size()) {
                found.wrongValue(node, path, "different values");
            }
        };
    }

    /** The first where the node is a list, else the second. */
    static Shape listOr(Shape list, Shape other) {
        return (node, path, found) -> (node instanceof Sequence ? list : other).check(node, path, found);
    }

    /** A shape that is defined later: shapes contain each other. */
    static Shape later(Supplier<Shape> shape) {
        return (node, path, found) -> shape.get().check(node, path, found);
    }

    private static Shape scalar(Set<Kind> kinds, String expected) {
        return (node, path, found) -> {
            if (!(node instanceof Scalar scalar) || !kinds.contains(scalar.kind())) {
                found.wrongKind(node, path, expected);
            }
        };
    }

    private static Shape bounded(Shape number, Predicate<BigDecimal> allowed, String expected) {
        return (node, path, found) -> {
            number.check(node, path, found);
            List<BigDecimal> value = node instanceof Scalar scalar ? decimal(scalar) : List.of();
            if (!value.isEmpty() && !allowed.test(value.get(0))) {
                found.wrongValue(node, path, expected);
            }
        };
    }

    /** Empty where it is no number in decimal notation. */
    private static List<BigDecimal> decimal(Scalar scalar) {
        if (scalar.kind() != Kind.INTEGER && scalar.kind() != Kind.NUMBER) {
            return List.of();
        }
        try {
            return List.of(new BigDecimal(scalar.text()));
        } catch (NumberFormatException e) {
            return List.of();
        }
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        try {
            return text.length() >= 20 && OffsetDateTime.parse(text).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
