package dev.dpg.gateway.access;

import java.util.List;

/** Paths of properties, and what lies within them. Pure. */
final class Paths {
    private Paths() {}

    /** Whether a property is one of some, or within one. */
    static boolean cover(List<String> outer, String path) {
        return outer.stream().anyMatch(one -> isOrIsWithin(path, one));
    }

    private static boolean isOrIsWithin(String path, String outer) {
        return path.equals(outer)
                || (path.startsWith(outer)
                        && (path.charAt(outer.length()) == '.' || path.charAt(outer.length()) == '['));
    }
}
