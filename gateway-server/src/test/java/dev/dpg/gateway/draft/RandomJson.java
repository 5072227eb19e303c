package dev.dpg.gateway.draft;

import java.util.List;
import java.util.Random;

/** JSON objects that are alike, but not quite: names come again, values change their types, some names are hostile. */
final class RandomJson {
    private static final List<String> NAMES = List.of(
            "id",
            "email",
            "createdAt",
            "birth_date",
            "amount",
            "items",
            "address",
            "a b",
            "#x",
            "yes",
            "1e3",
            "dot.ted",
            "x[]",
            "\\u0007",
            "\u00e4",
            "{y}",
            "'q'",
            "\\\"z\\\"",
            "- w",
            ": v",
            "12345",
            "someone@example.com",
            "~",
            " lead",
            "\ud83d\ude00",
            "NaN",
            "null",
            "tab\\t",
            "!!str",
            "%",
            "@at",
            "`tick",
            "|",
            ">");
    private static final List<String> SINGLES = List.of(
            "0",
            "-1",
            "1.5",
            "1e5",
            "1E-400",
            "9223372036854775807",
            "9223372036854775808",
            "1e999",
            "true",
            "false",
            "null",
            "\"\"",
            "\"text\"",
            "\"2026-01-31\"",
            "\"2026-01-31T13:30:00Z\"",
            "\"2026-01-31T13:30:00.5-00:00\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"13:30:00\"",
            "\"someone@example.com\"",
            "\"\\ud83d\\ude00 \\u0000 \\\"\"",
            "\"3e3b0a52-7f0f-4f0e-9d2c-0c1d9f3c7a01\"",
            "\"https://example.com\"",
            "\"10.0.0.1\"",
            "1767225600000",
            "{}",
            "[]");

    private final Random random;
    private final List<String> favourites;

    RandomJson(Random random) {
        this.random = random;
        this.favourites =
                random.ints(8, 0, SINGLES.size()).mapToObj(SINGLES::get).toList();
    }

    /** The next one; always with an id, so that there is something to declare. */
    String object() {
        return object(0, "{\"id\":" + random.nextInt(1000));
    }

    private String object(int level, String begin) {
        StringBuilder json = new StringBuilder(begin);
        for (String name : NAMES) {
            if (!name.equals("id") && random.nextInt(4) == 0) {
                json.append(json.length() > 1 ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value(level + 1, name));
            }
        }
        return json.append('}').toString();
    }

    /** Of a name the values are mostly of one kind. */
    private String value(int level, String name) {
        int kind = random.nextInt(10) == 0 ? random.nextInt(10) : Math.floorMod(name.hashCode(), 10);
        if (level < 4 && kind == 0) {
            return object(level, "{");
        }
        if (level < 4 && kind == 1) {
            StringBuilder array = new StringBuilder("[");
            for (int i = random.nextInt(4); i > 0; i--) {
                array.append(value(level + 1, name + "x")).append(i > 1 ? "," : "");
            }
            return array.append(']').toString();
        }
        return random.nextInt(20) == 0
                ? SINGLES.get(random.nextInt(SINGLES.size()))
                : favourites.get(kind % favourites.size());
    }
}
