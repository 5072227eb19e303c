package dev.dpg.cli.access;

import com.google.protobuf.Timestamp;
import dev.dpg.cli.operate.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values of {@code dpg.v1} as people read and type them. Pure. */
final class AccessText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:@/+=-]+");

    private AccessText() {}

    /** The name of a constant without its type, in lower case; empty for an unknown one. */
    static String constant(Enum<?> value, String type) {
        String name = value.name();
        return name.equals("UNRECOGNIZED") || name.endsWith("_UNSPECIFIED")
                ? ""
                : name.replace(type + "_", "").toLowerCase(Locale.ROOT);
    }

    /** A time, to the second. */
    static String time(Timestamp time) {
        return instant(time).toString();
    }

    /** A time, to the second. */
    static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds());
    }

    /** How long, as it may be typed. */
    static String howLong(com.google.protobuf.Duration duration) {
        return DurationText.typed(Duration.ofSeconds(duration.getSeconds()));
    }

    /** The domain that a product is of. */
    static String domain(String product) {
        int dot = product.indexOf('.');
        return dot < 0 ? product : product.substring(0, dot);
    }

    /** A text as one word of a shell's command line. */
    static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
