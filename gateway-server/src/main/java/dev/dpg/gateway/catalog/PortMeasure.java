package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PortName;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Measures a port as lists show it: without its documents. Pure. */
final class PortMeasure implements Page.Measure<PublishedPort> {
    private static final int MAJOR_DIGITS = 9;
    /** Lengths, tags and numbers around the texts of a port or a field, about. */
    private static final int FRAMING_BYTES = 64;

    /** Sorts as {@link CatalogIndex#ORDER} does: the dot sorts before all characters of a name. */
    @Override
    public String key(PublishedPort port) {
        PortName name = port.name();
        String major = Integer.toString(name.major().orElseThrow());
        return name.unpinned() + "." + "0".repeat(MAJOR_DIGITS - major.length()) + major;
    }

    @Override
    public long bytes(PublishedPort port) {
        Stream<String> texts = Stream.of(
                        Stream.of(port.title(), port.description(), port.owner()),
                        port.support().stream(),
                        port.tags().stream(),
                        port.keyFields().stream())
                .flatMap(stream -> stream);
        return FRAMING_BYTES
                + texts.mapToLong(PortMeasure::bytes).sum()
                + port.fields().stream().mapToLong(PortMeasure::bytes).sum();
    }

    private static long bytes(Field field) {
        return FRAMING_BYTES + bytes(field.path()) + bytes(field.description());
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
