package dev.dpg.gateway.filter;

import dev.cel.runtime.CelRuntime;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.product.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition that records of one product version fulfil or don't, checked. Equal where text, codec and kind of key are, so
 * that readers with equal filters share what is made for them. Immutable and thread-safe.
 */
public final class Filter {
    private final String text;
    private final RecordCodec codec;
    private final ValueKind key;
    private final Program program;
    private final Set<String> variables;
    private final List<List<String>> paths;
    private final Pick.Properties picks;
    private final Optional<KeySelection> keys;

    /**
     * Made by {@link FilterCompiler}.
     *
     * @param variables names of the variables that the expression uses
     * @param paths what it uses of the value: paths of names that lead to properties, with everything in them
     */
    Filter(
            String text,
            RecordCodec codec,
            ValueKind key,
            Program program,
            Set<String> variables,
            List<List<String>> paths) {
        this.text = text;
        this.codec = codec;
        this.key = key;
        this.program = program;
        this.variables = Set.copyOf(variables);
        this.paths = List.copyOf(paths);
        this.picks = Pick.Properties.of(codec.type(), this.paths);
        this.keys = program.condition()
                .flatMap(Condition::keys)
                .filter(texts -> !texts.isEmpty())
                .map(KeySelection::new);
    }

    /**
     * What is evaluated.
     *
     * @param cel the expression
     * @param searched the texts that patterns are searched in, as {@link Patterns} tells
     * @param condition the same without CEL's interpreter, for expressions that can do without
     */
    record Program(CelRuntime.Program cel, Map<Long, Integer> searched, Optional<Condition> condition) {}

    /** The expression as it was written. */
    public String text() {
        return text;
    }

    /**
     * Dotted paths of the properties of the value that it uses, an object or a list standing for all within it; empty where it
     * uses none. The empty path stands for the whole value.
     */
    public List<String> properties() {
        return paths.stream().map(path -> String.join(".", path)).toList();
    }

    /**
     * Keys outside of which nothing fulfils it: a record whose key is another text is no match, without being looked at. Empty
     * where it may be fulfilled with any key.
     */
    public Optional<KeySelection> keys() {
        return keys;
    }

    /** Something that judges records: for one thread. */
    public Evaluation evaluation() {
        return new Evaluation(this);
    }

    RecordCodec codec() {
        return codec;
    }

    ValueKind key() {
        return key;
    }

    Program program() {
        return program;
    }

    /** Whether it asks for records' keys. */
    public boolean usesKey() {
        return uses(FilterCompiler.KEY);
    }

    /** Whether it asks for records' headers. */
    public boolean usesHeaders() {
        return uses(FilterCompiler.HEADERS);
    }

    boolean uses(String variable) {
        return variables.contains(variable);
    }

    Pick.Properties picks() {
        return picks;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Filter filter
                && text.equals(filter.text)
                && codec.equals(filter.codec)
                && key == filter.key;
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, codec, key);
    }

    @Override
    public String toString() {
        return text;
    }
}
