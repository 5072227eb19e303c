package dev.dpg.gateway.compatibility;

import dev.dpg.gateway.product.Change;
import java.util.ArrayList;
import java.util.List;

/** Gathers changes in the order in which they are found. A schema can only differ in so many places, so there is no limit. */
final class Changes {
    private final List<Change> found = new ArrayList<>();

    void breaking(String rule, String path, String message, String consequence) {
        found.add(Change.breaking(rule, path, message, consequence));
    }

    void harmless(String rule, String path, String message, String consequence) {
        found.add(Change.harmless(rule, path, message, consequence));
    }

    void add(boolean breaking, String rule, String path, String message, String consequence) {
        found.add(new Change(rule, path, breaking, message, consequence));
    }

    boolean anyBreaking() {
        return !Change.compatible(found);
    }

    List<Change> list() {
        return List.copyOf(found);
    }

    /** The path of a property of an object. */
    static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
