package dev.dpg.cli.operate;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people type and read them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}, {@code 90d}. */
public final class DurationText implements ITypeConverter<Duration> {
    private static final Pattern AMOUNT_AND_UNIT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final int SECONDS_OF_A_MINUTE = 60;

    @Override
    public Duration convert(String text) {
        Matcher parts = AMOUNT_AND_UNIT.matcher(text.strip());
        if (!parts.matches()) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a time; write for instance 30s, 500ms, 2m, 1h or 90d");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A time of whole seconds as it may be typed, in the largest unit that it is a multiple of. */
    public static String typed(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % SECONDS_OF_A_MINUTE != 0) {
            return seconds + "s";
        }
        if (seconds % Duration.ofHours(1).toSeconds() != 0) {
            return time.toMinutes() + "m";
        }
        return seconds % Duration.ofDays(1).toSeconds() == 0 ? time.toDays() + "d" : time.toHours() + "h";
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
