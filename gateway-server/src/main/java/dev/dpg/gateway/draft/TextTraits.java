package dev.dpg.gateway.draft;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How many of the texts in one place look like what. A text may look like several things. Not thread-safe. */
final class TextTraits {
    /** Longer texts are none of these. */
    private static final int LENGTH_MAX = 256;

    /** What a text may look like. */
    enum Trait {
        /** RFC 3339 date-time. */
        TIMESTAMP,
        /** RFC 3339 full-date. */
        DATE,
        /** RFC 3339 partial-time. */
        TIME,
        /** RFC 9562. */
        UUID,
        /** An address for mail. */
        EMAIL,
        /** With a scheme that people use. */
        URI,
        /** Four decimal octets. */
        IPV4,
        /** RFC 4291. */
        IPV6,
        /** In international form. */
        PHONE,
        /** ISO 13616, with a right checksum. */
        IBAN,
        /** 13 to 19 digits with a right checksum of ISO/IEC 7812. */
        CARD
    }

    private static final Pattern TIMESTAMP =
            Pattern.compile("(?!000)\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern DATE = Pattern.compile("(?!000)\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}");
    private static final Pattern URI = Pattern.compile("((https?|ftp|s3)://|urn:|mailto:)[^\\s<>\"{}|\\\\^`]+");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}(%[0-9a-z]{1,16})?");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9 ()./-]{6,20}[0-9]");
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final Pattern CARD = Pattern.compile("\\d{13,19}|\\d{4}([ -]\\d{4}){2}[ -]\\d{1,7}");

    private final Map<Trait, Long> counts = new EnumMap<>(Trait.class);

    /** Counts one text. */
    void add(String text) {
        if (text.length() > LENGTH_MAX) {
            return;
        }
        for (Trait trait : Trait.values()) {
            if (looksLike(trait, text)) {
                counts.merge(trait, 1L, Long::sum);
            }
        }
    }

    /** How many looked like it. */
    long count(Trait trait) {
        return counts.getOrDefault(trait, 0L);
    }

    /** Whether a text looks like it. */
    static boolean looksLike(Trait trait, String text) {
        return switch (trait) {
            case TIMESTAMP -> TIMESTAMP.matcher(text).matches() && parses(() -> OffsetDateTime.parse(text));
            case DATE -> DATE.matcher(text).matches() && parses(() -> LocalDate.parse(text));
            case TIME -> TIME.matcher(text).matches() && parses(() -> LocalTime.parse(text));
            case UUID -> UUID.matcher(text).matches();
            case EMAIL -> EMAIL.matcher(text).matches();
            case URI -> URI.matcher(text).matches();
            case IPV4 -> IPV4.matcher(text).matches();
            case IPV6 -> IPV6.matcher(text).matches() && !TIME.matcher(text).matches();
            case PHONE -> PHONE.matcher(text).matches();
            case IBAN -> {
                String compact = text.replace(" ", "");
                yield IBAN.matcher(compact).matches() && ibanSum(compact);
            }
            case CARD -> CARD.matcher(text).matches() && luhn(text);
        };
    }

    private static boolean parses(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (DateTimeException no) {
            return false;
        }
    }

    private static boolean ibanSum(String iban) {
        StringBuilder digits = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .forEach(character -> digits.append(Character.digit(character, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    private static boolean luhn(String text) {
        String digits = text.replaceAll("[ -]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0 && sum > 0;
    }
}
