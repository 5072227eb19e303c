package dev.dpg.gateway.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a YAML document, with where it starts. Immutable; what an alias stands for is the same object as its anchor. */
sealed interface YamlNode {
    /** Counted from 1. */
    int line();

    /** Counted from 1, in characters. */
    int column();

    /** What it is, for a message: "a list". */
    String describe();

    /** A single value. */
    record Scalar(int line, int column, Kind kind, String text) implements YamlNode {
        @Override
        public String describe() {
            return switch (kind) {
                case TEXT -> "the text " + Findings.quoted(text);
                case INTEGER, NUMBER -> "the number " + Findings.cut(text);
                case BOOLEAN -> "the boolean " + text;
                case NULL -> "nothing";
            };
        }
    }

    /** A list. */
    record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** Keys and values, in the order of the document. */
    record Mapping(int line, int column, Map<String, Entry> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String describe() {
            return "a map";
        }
    }

    /** One line of a mapping. */
    record Entry(Scalar key, YamlNode value) {}

    /** What a scalar is by the core schema of YAML 1.2: {@code NO} and {@code 1.0.0} are texts, {@code 1.0} is a number. */
    enum Kind {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        NULL
    }
}
