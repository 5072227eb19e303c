package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Shape.TEXT;
import static dev.dpg.gateway.contract.Shape.list;

import dev.dpg.gateway.contract.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What ODCS v3.1 allows of servers: each type has its own keys. */
final class ServerShape {
    /** Type, then keys: {@code !} has to be there, {@code #} is a whole number, {@code @} is a URI, the others are texts. */
    private static final String[] TYPES = {
        "api location@!",
        "athena stagingDir@! schema! catalog regionName",
        "azure location@! format! delimiter",
        "bigquery project! dataset!",
        "clickhouse host! port#! database!",
        "databricks host catalog! schema!",
        "denodo host! port#! database",
        "dremio host! port#! schema",
        "duckdb database! schema",
        "glue account! database! location@ format",
        "cloudsql host! port#! database! schema!",
        "db2 host! port#! database! schema",
        "hive host! port# database!",
        "impala host! port# database!",
        "informix host! port# database!",
        "zen host! port# database!",
        "custom account catalog database dataset delimiter endpointUrl@ format host location@ path port# project region"
                + " regionName schema serviceName stagingDir warehouse stream",
        "kafka host! format",
        "kinesis region format",
        "local path! format!",
        "mysql host! port#! database!",
        "oracle host! port#! serviceName!",
        "postgresql host! port#! database! schema!",
        "postgres host! port#! database! schema!",
        "presto host! catalog schema",
        "pubsub project!",
        "redshift host database! schema! region account",
        "s3 location@! endpointUrl@ format delimiter",
        "sftp location@! format delimiter",
        "snowflake host port# account! database! schema! warehouse",
        "sqlserver host! port# database! schema!",
        "synapse host! port#! database!",
        "trino host! port#! catalog! schema!",
        "vertica host! port#! database! schema!"
    };

    private static final Map<String, MapShape> BY_TYPE = byType();

    static final Shape SERVER = MapShape.EMPTY
            .with(ContractShape.ID, "id")
            .with(TEXT, "server", "description", "environment")
            .with(Shape.oneOf(BY_TYPE.keySet().toArray(String[]::new)), "type")
            .with(list(Shape.later(() -> ContractShape.ROLE)), "roles")
            .with(Shape.later(() -> ContractShape.CUSTOM_PROPERTIES), "customProperties")
            .requiring("server", "type")
            .varying(ServerShape::ofType);

    private ServerShape() {}

    private static Optional<MapShape> ofType(Mapping server) {
        return MapShape.text(server, "type").flatMap(type -> Optional.ofNullable(BY_TYPE.get(type)));
    }

    private static Map<String, MapShape> byType() {
        Map<String, MapShape> byType = new LinkedHashMap<>();
        for (String type : TYPES) {
            String[] words = type.split(" ", -1);
            MapShape shape = MapShape.EMPTY;
            for (int i = 1; i < words.length; i++) {
                shape = withKey(shape, words[i]);
            }
            byType.put(words[0], shape);
        }
        byType.computeIfPresent(
                "sftp",
                (name, shape) -> shape.with(
                        Shape.text(Pattern.compile("^sftp://.*"), "a URI that begins with sftp://"), "location"));
        return byType;
    }

    private static MapShape withKey(MapShape shape, String word) {
        String key = word.replaceAll("[#@!]", "");
        Shape value = word.contains("#") ? Shape.INTEGER : word.contains("@") ? Shape.URL : TEXT;
        MapShape with = shape.with(value, key);
        return word.contains("!") ? with.requiring(key) : with;
    }
}
