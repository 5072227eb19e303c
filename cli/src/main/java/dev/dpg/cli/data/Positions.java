package dev.dpg.cli.data;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.client.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Positions and bounds as they are typed. */
final class Positions {
    /** Tokens of the gateway, and those of the SDK that hold one. */
    private static final Pattern TOKEN = Pattern.compile("[ps][0-9]+\\..+");

    private static final Pattern OFFSETS = Pattern.compile("[0-9]{1,9}:[0-9]{1,18}(,[0-9]{1,9}:[0-9]{1,18})*");

    private Positions() {}

    /**
     * Where to begin.
     *
     * @throws CommandFailure where the text is none of the forms
     */
    static Position start(String text, String command) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "earliest" -> Position.EARLIEST;
            case "latest" -> Position.LATEST;
            default -> {
                if (TOKEN.matcher(text).matches()) {
                    yield token(text, command);
                }
                if (OFFSETS.matcher(text).matches()) {
                    yield offsets(text, command);
                }
                yield time(text)
                        .map(Position::at)
                        .orElseThrow(() -> notA(
                                "start",
                                text,
                                "earliest, latest, a time (2001-03-31T22:27:00Z, or 2001-03-31), a token (p1.…), or the first"
                                        + " offset of every partition (0:120,1:98,2:0)",
                                command));
            }
        };
    }

    /** Reads a token. */
    static Position token(String text, String command) {
        try {
            return Position.token(text);
        } catch (IllegalArgumentException damaged) {
            throw new CommandFailure(
                    ExitCode.USAGE, String.valueOf(damaged.getMessage()), command + " --from earliest");
        }
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** A time with or without a zone (then UTC), or the beginning of a day in UTC; empty where it is neither. */
    static Optional<Instant> time(String text) {
        try {
            if (text.indexOf('T') < 0) {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            boolean zoned =
                    text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException otherwise) {
            return Optional.empty();
        }
    }

    static CommandFailure notA(String what, String text, String forms, String command) {
        return new CommandFailure(
                ExitCode.USAGE, "\"" + text + "\" is no " + what + "; write " + forms, command + " --help");
    }

    private static Position offsets(String text, String command) {
        Map<Integer, Long> offsets = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            Long before =
                    offsets.put(Integer.valueOf(entry.substring(0, colon)), Long.valueOf(entry.substring(colon + 1)));
            if (before != null) {
                throw notA("start", text, "each partition once", command);
            }
        }
        return Position.offsets(offsets);
    }
}
