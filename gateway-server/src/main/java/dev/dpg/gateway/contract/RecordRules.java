package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.RecordRule.Check;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.ValueKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Reads what a contract promises of each record: {@code required}, {@code logicalTypeOptions}, library metrics that demand that
 * nothing is wrong ({@code mustBe: 0}), and expressions. Metrics that allow something, and those of whole data sets, are not of a
 * record and are left to others.
 */
final class RecordRules {
    private static final Set<String> LENIENT = Set.of("warning", "warn", "info", "minor", "low");
    private static final String OPTIONS = "logicalTypeOptions";
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    /** Metrics of all properties make many of few lines; each is held against every record of a sample. */
    static final int RULES_MAX = 10_000;
    /** Of a number, and of the zeros that its exponent stands for: {@code 1e999999999} would be computed with digit by digit. */
    private static final int DIGITS_MAX = 1_000;

    private final PropertyTable properties;
    private final Findings findings;
    private final List<RecordRule> rules = new ArrayList<>();
    private boolean tooMany;

    RecordRules(PropertyTable properties, Findings findings) {
        this.properties = properties;
        this.findings = findings;
    }

    List<RecordRule> read(Section entry) {
        quality(entry, "");
        properties(entry, "");
        return List.copyOf(rules);
    }

    private void properties(Section parent, String prefix) {
        for (Section property : parent.sections("properties")) {
            property.text("name").ifPresent(name -> property(property, prefix + name.value()));
        }
    }

    private void property(Section property, String path) {
        Optional<Field> field = properties.field(path);
        if (field.isEmpty()) {
            return;
        }
        if (field.get().required()) {
            add(new RecordRule("required", path, new Check.Present(), true, property.place("required")));
        }
        property.section(OPTIONS)
                .ifPresent(options -> options(options, path, field.get().kind()));
        quality(property, path);
        properties(property, path + ".");
        property.section("items").ifPresent(items -> property(items, path + "[]"));
    }

    private void options(Section options, String path, ValueKind kind) {
        bound(options, "minimum", path, kind, false, false);
        bound(options, "exclusiveMinimum", path, kind, false, true);
        bound(options, "maximum", path, kind, true, false);
        bound(options, "exclusiveMaximum", path, kind, true, true);
        multipleOf(options, path);
        size(options, path, "minLength", "maxLength");
        size(options, path, "minItems", "maxItems");
        options.text("pattern")
                .flatMap(this::pattern)
                .ifPresent(pattern -> add(options, "pattern", path, new Check.Matches(pattern)));
        if (options.flag("uniqueItems")) {
            add(options, "uniqueItems", path, new Check.DifferentItems());
        }
    }

    private void bound(Section options, String name, String path, ValueKind kind, boolean upper, boolean exclusive) {
        Optional<Text> written = options.written(name);
        if (written.isEmpty()) {
            return;
        }
        Optional<BigDecimal> bound = bound(written.get().value(), kind);
        if (bound.isEmpty()) {
            findings.add(
                    Rule.PROPERTY_OPTION,
                    written.get().place(),
                    name + " " + Findings.quoted(written.get().value()) + " is no " + kind.kindName() + ".",
                    "Write it as a record would have it, for instance 10, 2026-01-31 or 2026-01-31T13:30:00Z.");
            return;
        }
        add(options, name, path, new Check.Bound(bound.get(), upper, exclusive));
    }

    private void multipleOf(Section options, String path) {
        options.written("multipleOf").ifPresent(written -> {
            Optional<BigDecimal> factor = number(written.value());
            factor.filter(number -> number.signum() > 0)
                    .ifPresent(number -> add(options, "multipleOf", path, new Check.MultipleOf(number)));
            if (factor.isEmpty()) {
                findings.add(
                        Rule.PROPERTY_OPTION,
                        written.place(),
                        "multipleOf " + Findings.quoted(written.value()) + " is no number of at most " + DIGITS_MAX
                                + " digits.",
                        "Write it as a record would have it, for instance 10 or 0.01.");
            }
        });
    }

    private void size(Section options, String path, String min, String max) {
        options.integer(min).ifPresent(size -> add(options, min, path, new Check.Size(size, Long.MAX_VALUE)));
        options.integer(max).ifPresent(size -> add(options, max, path, new Check.Size(0, size)));
    }

    private void add(Section options, String name, String path, Check check) {
        add(new RecordRule(name, path, check, true, options.place(name)));
    }

    private void add(RecordRule rule) {
        if (rules.size() < RULES_MAX) {
            rules.add(rule);
        } else if (!tooMany) {
            tooMany = true;
            findings.add(
                    Rule.DOCUMENT_LIMIT,
                    rule.place(),
                    "The contract promises more than " + RULES_MAX + " things of each record from here on.",
                    "Promise less: a metric of the whole schema entry counts once for each property.");
        }
    }

    private void quality(Section owner, String path) {
        for (Section check : owner.sections("quality")) {
            String type = check.text("type").map(Text::value).orElse("library");
            if (type.equals("custom")) {
                expression(check, path);
            } else if (type.equals("library")) {
                metric(check, path);
            }
        }
    }

    private void expression(Section check, String path) {
        boolean cel = check.text("engine")
                .filter(engine -> engine.value().equalsIgnoreCase("cel"))
                .isPresent();
        if (cel) {
            check.text("implementation")
                    .ifPresent(text -> add(new RecordRule(
                            name(check, "cel"),
                            path,
                            new Check.Expression(text.value()),
                            blocking(check),
                            text.place())));
        }
    }

    private void metric(Section check, String path) {
        Optional<Text> metric = check.text("metric");
        boolean nothing = check.written("mustBe")
                .flatMap(text -> number(text.value()))
                .filter(number -> number.signum() == 0)
                .isPresent();
        if (metric.isEmpty() || !nothing) {
            return;
        }
        String name = name(check, metric.get().value());
        for (String one : path.isEmpty() ? paths(check, metric.get().value()) : List.of(path)) {
            demand(check, metric.get().value())
                    .ifPresent(demanded -> add(new RecordRule(
                            name, one, demanded, blocking(check), metric.get().place())));
            if (tooMany) {
                return;
            }
        }
    }

    /** What a metric of all properties is of: those it names, or else all. Several that differ only together are of none. */
    private List<String> paths(Section check, String metric) {
        Set<String> named = texts(check.section("arguments"), "properties");
        if (metric.equals("duplicateValues") && named.size() != 1) {
            return List.of();
        }
        return properties.paths().stream()
                .filter(path -> named.isEmpty() ? !path.contains("[]") : named.contains(path))
                .toList();
    }

    private Optional<Check> demand(Section check, String metric) {
        Optional<Section> arguments = check.section("arguments");
        return switch (metric) {
            case "nullValues" -> Optional.of(new Check.Present());
            case "duplicateValues" -> Optional.of(new Check.Unique());
            case "missingValues" -> Optional.of(new Check.NoneOf(texts(arguments, "missingValues")));
            case "invalidValues" -> {
                Set<String> valid = texts(arguments, "validValues");
                yield valid.isEmpty()
                        ? arguments
                                .flatMap(given -> given.text("pattern"))
                                .flatMap(this::pattern)
                                .map(Check.Matches::new)
                        : Optional.of(new Check.OneOf(valid));
            }
            default -> Optional.empty();
        };
    }

    private static Set<String> texts(Optional<Section> arguments, String key) {
        return arguments.map(given -> given.writtenTexts(key)).orElse(List.of()).stream()
                .map(Text::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<Pattern> pattern(Text text) {
        try {
            return Optional.of(Pattern.compile(text.value()));
        } catch (PatternSyntaxException broken) {
            findings.add(
                    Rule.PROPERTY_OPTION,
                    text.place(),
                    "The pattern is no regular expression: " + Findings.cut(broken.getDescription()) + ".",
                    "Correct it.");
            return Optional.empty();
        }
    }

    private static boolean blocking(Section check) {
        return check.text("severity")
                .map(severity -> !LENIENT.contains(severity.value().toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    private static String name(Section check, String otherwise) {
        return check.text("name").map(Text::value).orElse(otherwise);
    }

    private static Optional<BigDecimal> bound(String text, ValueKind kind) {
        try {
            return switch (kind) {
                case INTEGER, NUMBER, DECIMAL -> number(text);
                case DATE ->
                    Optional.of(BigDecimal.valueOf(LocalDate.parse(text).toEpochDay()));
                case TIME ->
                    Optional.of(BigDecimal.valueOf(LocalTime.parse(text).toNanoOfDay()));
                case TIMESTAMP -> Optional.of(seconds(OffsetDateTime.parse(text).toInstant()));
                default -> Optional.empty();
            };
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano()).divide(NANOS));
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > DIGITS_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)).filter(number -> Math.abs((long) number.scale()) <= DIGITS_MAX);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
