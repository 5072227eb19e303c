package dev.dpg.cli.catalog;

import dev.dpg.cli.terminal.Fields;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Field;
import dev.dpg.v1.Product;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Products as entries of an answer. */
final class ProductFields {
    /** The names of {@link #brief}, also for an empty list. */
    static final List<String> BRIEF = List.of("name", "version", "state", "owner", "title");

    private ProductFields() {}

    /** What stands in a list. */
    static Fields brief(Product product) {
        return new Fields()
                .with("name", product.getName())
                .with("version", product.getVersion())
                .with("state", state(product))
                .with("owner", product.getOwner())
                .with("title", product.getTitle());
    }

    /** Everything that is known. */
    static Fields whole(Product product) {
        return brief(product)
                .with("domain", product.getDomain())
                .with("description", product.getDescription())
                .withTexts("support", product.getSupportList())
                .withTexts("tags", product.getTagsList())
                .with("service", product.getService())
                .with("format", product.getFormat())
                .withTexts("key_fields", product.getKeyFieldsList())
                .with("default_start", product.getDefaultStart() == Edge.EDGE_LATEST ? "latest" : "earliest")
                .with("compacted", product.getCompacted())
                .with("apply_time", applied(product))
                .with("sunset_time", product.hasDeprecation() ? sunset(product) : "")
                .with("successor", product.getDeprecation().getSuccessor())
                .with("end_reason", product.getDeprecation().getReason())
                .withEntries(
                        "fields",
                        product.getFieldsList().stream()
                                .map(ProductFields::field)
                                .toList());
    }

    private static Fields field(Field field) {
        return new Fields()
                .with("path", field.getPath())
                .with("number", field.getNumber())
                .with("type", field.getLogicalType())
                .with("kind", field.getKind())
                .with("required", field.getRequired())
                .with("description", field.getDescription());
    }

    private static String state(Product product) {
        return product.getState().name().replace("LIFECYCLE_STATE_", "").toLowerCase(Locale.ROOT);
    }

    private static String sunset(Product product) {
        var time = product.getDeprecation().getSunsetTime();
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    }

    private static String applied(Product product) {
        var time = product.getApplyTime();
        return product.hasApplyTime()
                ? Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString()
                : "";
    }
}
