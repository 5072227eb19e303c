package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Shape.ANY;
import static dev.dpg.gateway.contract.Shape.COUNT;
import static dev.dpg.gateway.contract.Shape.FLAG;
import static dev.dpg.gateway.contract.Shape.INTEGER;
import static dev.dpg.gateway.contract.Shape.NUMBER;
import static dev.dpg.gateway.contract.Shape.POSITIVE;
import static dev.dpg.gateway.contract.Shape.TEXT;
import static dev.dpg.gateway.contract.Shape.list;

import dev.dpg.gateway.contract.YamlNode.Mapping;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What ODCS v3.1 allows of schema entries, their properties, and the relationships between them. */
final class PropertyShape {
    private static final String OPTIONS = "logicalTypeOptions";
    private static final Pattern REFERENCE = Pattern.compile("^[A-Za-z_][A-Za-z0-9_]*\\.[A-Za-z_][A-Za-z0-9_]*$"
            + "|^(?:(?:https?:\\/\\/)?[A-Za-z0-9._\\-\\/]+\\.yaml#)?\\/?[A-Za-z_][A-Za-z0-9_]*\\/[A-Za-z0-9_-]+"
            + "(?:\\/[A-Za-z_][A-Za-z0-9_]*\\/[A-Za-z0-9_-]+)*$");
    private static final Shape ONE_REFERENCE = Shape.text(REFERENCE, "a reference like \"orders.order_id\"");
    private static final Shape REFERENCES = list(ONE_REFERENCE, 1, Integer.MAX_VALUE);

    private static final MapShape RELATIONSHIP = MapShape.EMPTY
            .with(Shape.oneOf("foreignKey"), "type")
            .with(Shape.later(() -> ContractShape.CUSTOM_PROPERTIES), "customProperties");
    private static final Shape RELATIONSHIP_OF_PROPERTY =
            RELATIONSHIP.with(Shape.listOr(REFERENCES, ONE_REFERENCE), "to").requiring("to");
    /** Both ends are one property, or both are several. */
    private static final Shape RELATIONSHIP_OF_ENTRY = RELATIONSHIP
            .with(ANY, "from", "to")
            .requiring("from", "to")
            .varying(map ->
                    Optional.of(MapShape.EMPTY.with(isList(map, "from") ? REFERENCES : ONE_REFERENCE, "from", "to")));

    private static final MapShape ELEMENT = MapShape.EMPTY
            .with(Shape.later(() -> ContractShape.ID), "id")
            .with(TEXT, "name", "physicalType", "description", "businessName", "physicalName")
            .with(Shape.later(() -> ContractShape.DEFINITIONS), "authoritativeDefinitions")
            .with(Shape.later(() -> ContractShape.TAGS), "tags")
            .with(Shape.later(() -> ContractShape.CUSTOM_PROPERTIES), "customProperties")
            .with(list(QualityShape.QUALITY), "quality");

    private static final MapShape TIME_OPTIONS =
            MapShape.EMPTY.with(TEXT, "format", "exclusiveMaximum", "maximum", "exclusiveMinimum", "minimum");
    private static final MapShape ZONED_OPTIONS =
            TIME_OPTIONS.with(FLAG, "timezone").with(TEXT, "defaultTimezone");
    private static final MapShape NUMBER_OPTIONS = MapShape.EMPTY
            .with(POSITIVE, "multipleOf")
            .with(NUMBER, "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum");
    private static final Map<String, Shape> OPTIONS_OF = Map.of(
            "string", MapShape.EMPTY.with(COUNT, "minLength", "maxLength").with(TEXT, "pattern", "format"),
            "date", TIME_OPTIONS,
            "timestamp", ZONED_OPTIONS,
            "time", ZONED_OPTIONS,
            "integer",
                    NUMBER_OPTIONS.with(
                            Shape.oneOf("i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128"),
                            "format"),
            "number", NUMBER_OPTIONS.with(Shape.oneOf("f32", "f64"), "format"),
            "object",
                    MapShape.EMPTY
                            .with(COUNT, "maxProperties", "minProperties")
                            .with(Shape.distinct(list(TEXT, 1, Integer.MAX_VALUE)), "required"),
            "array", MapShape.EMPTY.with(COUNT, "maxItems", "minItems").with(FLAG, "uniqueItems"));

    private static final MapShape ITEM = ELEMENT.with(FLAG, "primaryKey", "required", "unique", "partitioned")
            .with(FLAG, "criticalDataElement")
            .with(INTEGER, "primaryKeyPosition", "partitionKeyPosition")
            .with(TEXT, "classification", "encryptedName", "transformLogic", "transformDescription", "logicalType")
            .with(list(TEXT), "transformSourceObjects")
            .with(list(ANY), "examples")
            .with(list(RELATIONSHIP_OF_PROPERTY), "relationships")
            .with(Shape.MAP, OPTIONS)
            .varying(PropertyShape::ofType);

    /** A property of an object. */
    static final Shape PROPERTY = ITEM.requiring("name");

    /** What describes a kind of records. */
    static final Shape ENTRY = ELEMENT.with(Shape.oneOf("object"), "logicalType")
            .with(TEXT, "dataGranularityDescription")
            .with(list(PROPERTY), "properties")
            .with(list(RELATIONSHIP_OF_ENTRY), "relationships")
            .requiring("name");

    private PropertyShape() {}

    private static boolean isList(Mapping map, String key) {
        YamlNode.Entry entry = map.entries().get(key);
        return entry != null && entry.value() instanceof YamlNode.Sequence;
    }

    /** A logical type that there is not, or none, has rules of its own. */
    private static Optional<MapShape> ofType(Mapping property) {
        MapShape nested = MapShape.EMPTY
                .with(list(Shape.later(() -> PROPERTY)), "properties")
                .with(Shape.later(() -> ITEM), "items");
        return Optional.of(MapShape.text(property, "logicalType")
                .flatMap(type -> Optional.ofNullable(OPTIONS_OF.get(type)))
                .map(options -> nested.with(options, OPTIONS))
                .orElse(nested));
    }
}
