package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Shape.ANY;
import static dev.dpg.gateway.contract.Shape.NUMBER;
import static dev.dpg.gateway.contract.Shape.TEXT;
import static dev.dpg.gateway.contract.Shape.list;

import dev.dpg.gateway.contract.YamlNode.Mapping;
import java.util.List;
import java.util.Optional;

/** What ODCS v3.1 allows of quality checks. */
final class QualityShape {
    /** A check says with exactly one of them what its result has to be. */
    static final List<String> OPERATORS = List.of(
            "mustBe",
            "mustNotBe",
            "mustBeGreaterThan",
            "mustBeGreaterOrEqualTo",
            "mustBeLessThan",
            "mustBeLessOrEqualTo",
            "mustBeBetween",
            "mustNotBeBetween");

    private static final MapShape COMPARED = MapShape.EMPTY
            .with(ANY, "mustBe", "mustNotBe")
            .with(NUMBER, "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan", "mustBeLessOrEqualTo")
            .with(Shape.distinct(list(NUMBER, 2, 2)), "mustBeBetween", "mustNotBeBetween");
    private static final MapShape LIBRARY = COMPARED.with(
                    Shape.oneOf("nullValues", "missingValues", "invalidValues", "duplicateValues", "rowCount"),
                    "metric")
            .with(TEXT, "rule")
            .with(Shape.MAP, "arguments")
            .requiring("metric");
    private static final MapShape SQL = COMPARED.with(TEXT, "query").requiring("query");
    private static final MapShape CUSTOM = MapShape.EMPTY
            .with(TEXT, "engine")
            .with(
                    (node, path, found) -> (node instanceof Mapping ? Shape.MAP : TEXT).check(node, path, found),
                    "implementation")
            .requiring("engine", "implementation");

    static final Shape QUALITY = oneOperator(MapShape.EMPTY
            .with(Shape.later(() -> ContractShape.ID), "id")
            .with(Shape.later(() -> ContractShape.DEFINITIONS), "authoritativeDefinitions")
            .with(Shape.later(() -> ContractShape.CUSTOM_PROPERTIES), "customProperties")
            .with(Shape.later(() -> ContractShape.TAGS), "tags")
            .with(TEXT, "businessImpact", "description", "method", "name", "schedule", "scheduler", "severity", "unit")
            .with(
                    Shape.oneOf(
                            "accuracy",
                            "completeness",
                            "conformity",
                            "consistency",
                            "coverage",
                            "timeliness",
                            "uniqueness"),
                    "dimension")
            .with(Shape.oneOf("text", "library", "sql", "custom"), "type")
            .varying(QualityShape::ofType));

    private QualityShape() {}

    private static Optional<MapShape> ofType(Mapping check) {
        String type = MapShape.text(check, "type").orElse("library");
        boolean metric = check.entries().containsKey("metric");
        return switch (type) {
            case "sql" -> Optional.of(metric ? SQL.with(LIBRARY) : SQL);
            case "custom" -> Optional.of(metric ? CUSTOM.with(LIBRARY) : CUSTOM);
            case "library" -> metric || check.entries().containsKey("type") ? Optional.of(LIBRARY) : Optional.empty();
            default -> metric ? Optional.of(LIBRARY) : Optional.empty();
        };
    }

    private static Shape oneOperator(Shape shape) {
        return (node, path, found) -> {
            shape.check(node, path, found);
            if (node instanceof Mapping check) {
                long operators =
                        OPERATORS.stream().filter(check.entries()::containsKey).count();
                boolean compares = MapShape.text(check, "type")
                                .map(type -> !type.equals("custom") && !type.equals("text"))
                                .orElse(false)
                        || check.entries().containsKey("metric");
                if (operators > 1 || (compares && operators == 0)) {
                    found.wrongValue(node, path, "exactly one of: " + String.join(", ", OPERATORS));
                }
            }
        };
    }
}
