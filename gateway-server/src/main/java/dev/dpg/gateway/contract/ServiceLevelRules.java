package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What service levels have to be, so that they can be measured: clear units, and times that records hold. Pure. */
final class ServiceLevelRules {
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("seconds", Duration.ofSeconds(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("minutes", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hr", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("hours", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("days", Duration.ofDays(1)),
            Map.entry("w", Duration.ofDays(7)),
            Map.entry("week", Duration.ofDays(7)),
            Map.entry("weeks", Duration.ofDays(7)),
            Map.entry("mo", Duration.ofDays(30)),
            Map.entry("month", Duration.ofDays(30)),
            Map.entry("months", Duration.ofDays(30)),
            Map.entry("y", Duration.ofDays(365)),
            Map.entry("yr", Duration.ofDays(365)),
            Map.entry("year", Duration.ofDays(365)),
            Map.entry("years", Duration.ofDays(365)));
    private static final String UNIT_REMEDY = "Write one of: ms, s, min, h, d, w, mo, y.";
    /** Minutes or months: nobody can tell. */
    private static final String AMBIGUOUS = "m";
    /** Levels that are lengths of time, with the short names that the standard has for them. */
    private static final Set<String> TIMED = Set.of(
            "latency",
            "ly",
            "freshness",
            "frequency",
            "fy",
            "retention",
            "re",
            "timeToDetect",
            "td",
            "timeToNotify",
            "tn",
            "timeToRepair",
            "tr");

    private static final Set<String> RETENTION = Set.of("retention", "re");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");
    private static final String UNLIMITED = "unlimited";

    private final PropertyTable properties;
    private final Optional<String> entry;
    private final Findings findings;

    /**
     * @param properties the contract's
     * @param entry the name of its schema entry, which elements may begin with
     */
    ServiceLevelRules(PropertyTable properties, Optional<String> entry, Findings findings) {
        this.properties = properties;
        this.entry = entry;
        this.findings = findings;
    }

    /** What is promised of how long records are kept; empty where nothing is. */
    Optional<RetentionPromise> check(Section contract) {
        contract.text("slaDefaultElement").ifPresent(this::checkElements);
        Optional<RetentionPromise> promise = Optional.empty();
        for (Section level : contract.sections("slaProperties")) {
            level.text("element").ifPresent(this::checkElements);
            Optional<Duration> duration = duration(level);
            boolean retention = level.text("property")
                    .map(Text::value)
                    .filter(RETENTION::contains)
                    .isPresent();
            if (retention) {
                promise = level.written("value")
                        .filter(value -> duration.isPresent() || value.value().equalsIgnoreCase(UNLIMITED))
                        .map(value -> new RetentionPromise(duration, value.place()));
            }
        }
        return promise;
    }

    /** How long a level is; empty, maybe with a finding, where it is none. */
    private Optional<Duration> duration(Section level) {
        Optional<Text> unit = level.text("unit");
        Optional<String> value = level.written("value").map(Text::value);
        boolean timed =
                level.text("property").map(Text::value).filter(TIMED::contains).isPresent();
        Optional<Duration> length = unit.flatMap(text -> Optional.ofNullable(UNITS.get(text.value())));
        if (unit.isPresent() && length.isEmpty() && (timed || unit.get().value().equals(AMBIGUOUS))) {
            String why = unit.get().value().equals(AMBIGUOUS)
                    ? "The unit \"m\" may be minutes or months."
                    : "The unit " + Findings.quoted(unit.get().value()) + " is not one of time.";
            findings.add(Rule.CONTRACT_SLA_UNIT, unit.get().place(), why, UNIT_REMEDY);
            return Optional.empty();
        }
        boolean number = value.filter(text -> NUMBER.matcher(text).matches()).isPresent();
        if (timed && number && unit.isEmpty()) {
            findings.add(
                    Rule.CONTRACT_SLA_UNIT, level.place("unit"), "The level has a number and no unit.", UNIT_REMEDY);
            return Optional.empty();
        }
        if (!timed) {
            return Optional.empty();
        }
        return number && length.isPresent()
                ? value.map(text -> Duration.ofMillis(
                        Math.round(Double.parseDouble(text) * length.get().toMillis())))
                : value.flatMap(ServiceLevelRules::isoDuration);
    }

    /** As ISO 8601 has it, {@code P30D} or {@code PT5M}. */
    private static Optional<Duration> isoDuration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private void checkElements(Text elements) {
        for (String part : elements.value().split(",", -1)) {
            String element = part.strip();
            Optional<Field> field = properties
                    .field(element)
                    .or(() -> entry.filter(name -> element.startsWith(name + "."))
                            .flatMap(name -> properties.field(element.substring(name.length() + 1))));
            if (field.isEmpty()) {
                findings.add(
                        Rule.CONTRACT_SLA_ELEMENT,
                        elements.place(),
                        "The element " + Findings.quoted(element) + " is no property of the contract.",
                        Findings.suggestion(element, elementNames()));
            } else if (field.get().type() != FieldType.TIMESTAMP && field.get().type() != FieldType.DATE) {
                findings.add(
                        Rule.CONTRACT_SLA_ELEMENT,
                        elements.place(),
                        "The element " + Findings.quoted(element) + " is of type "
                                + field.get().type().standardName() + ", not a time that could be measured.",
                        "Name a property of type timestamp or date, or leave the element out.");
            }
        }
    }

    private List<String> elementNames() {
        return properties.fields().stream()
                .filter(field -> field.type() == FieldType.TIMESTAMP || field.type() == FieldType.DATE)
                .map(field -> entry.map(name -> name + ".").orElse("") + field.path())
                .toList();
    }
}
