package dev.dpg.cli.operate;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people type and read them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
public final class DurationText implements ITypeConverter<Duration> {
    private static final Pattern AMOUNT_AND_UNIT = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final int SECONDS_OF_A_MINUTE = 60;

    @Override
    public Duration convert(String text) {
        Matcher parts = AMOUNT_AND_UNIT.matcher(text.strip());
        if (!parts.matches()) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a time; write for instance 30s, 500ms, 2m or 1h");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A time in its largest unit, to one digit behind the point below a minute. */
    static String of(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + " ms";
        }
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            long tenths = time.toMillis() / 100;
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        if (time.compareTo(Duration.ofHours(1)) < 0) {
            return time.toMinutes() + " min " + time.toSeconds() % SECONDS_OF_A_MINUTE + " s";
        }
        return time.toHours() + " h " + time.toMinutes() % SECONDS_OF_A_MINUTE + " min";
    }
}
