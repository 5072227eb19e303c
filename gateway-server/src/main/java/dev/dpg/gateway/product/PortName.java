package dev.dpg.gateway.product;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dotted name of an output port as a caller writes it: {@code sales.orders}, or pinned to a major line,
 * {@code sales.orders.v1}.
 *
 * @param domain name of the owning domain, {@code [a-z][a-z0-9_]*}
 * @param port name of the output port, unique in its domain, {@code [a-z][a-z0-9_]*}
 * @param major the pinned major line, or empty for the newest active one
 */
public record PortName(String domain, String port, OptionalInt major) {
    private static final int LENGTH_MAX = 200;
    private static final Pattern SHAPE =
            Pattern.compile("([a-z][a-z0-9_]*)\\.([a-z][a-z0-9_]*)(?:\\.v(0|[1-9][0-9]{0,8}))?");
    private static final Pattern PART = Pattern.compile("[a-z][a-z0-9_]*");

    public PortName {
        if (!isPart(domain) || !isPart(port)) {
            throw new IllegalArgumentException("\"" + domain + "." + port + "\" is not a port name");
        }
    }

    /** Whether the text may stand as one part of a name: {@code [a-z][a-z0-9_]*}. */
    public static boolean isPart(String text) {
        return text.length() <= LENGTH_MAX && PART.matcher(text).matches();
    }

    /** Reads a dotted name; empty where the text is not one. */
    public static Optional<PortName> parse(String text) {
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String major = matcher.group(3);
        return Optional.of(new PortName(
                matcher.group(1),
                matcher.group(2),
                major == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(major))));
    }

    /** The same port, pinned to a major line. */
    public PortName pinnedTo(int majorLine) {
        return new PortName(domain, port, OptionalInt.of(majorLine));
    }

    /** The same port without a major line. */
    public PortName unpinned() {
        return new PortName(domain, port, OptionalInt.empty());
    }

    /** The dotted form. */
    @Override
    public String toString() {
        String base = domain + "." + port;
        return major.isPresent() ? base + ".v" + major.getAsInt() : base;
    }
}
