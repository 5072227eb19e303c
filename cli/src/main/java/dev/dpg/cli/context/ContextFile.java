package dev.dpg.cli.context;

import dev.dpg.cli.context.GatewayContext.Detail;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The contexts of this person, and which of them is current, as they are kept in a file. */
public final class ContextFile {
    private static final String CURRENT = "current";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final Surroundings surroundings;
    private final PrivateFile file;
    private final Map<String, GatewayContext> contexts = new TreeMap<>();
    private String current = "";

    private ContextFile(Surroundings surroundings) {
        this.surroundings = surroundings;
        file = new PrivateFile(surroundings.directory().resolve("contexts"));
    }

    /** Reads the file; without one there are no contexts. */
    public static ContextFile read(Surroundings surroundings) {
        var read = new ContextFile(surroundings);
        Map<String, Map<Detail, String>> found = new TreeMap<>();
        read.file.read().forEach((name, value) -> {
            int dot = name.indexOf('.');
            for (Detail key : Detail.values()) {
                if (dot > 0 && key.text().equals(name.substring(dot + 1)) && !value.isBlank()) {
                    found.computeIfAbsent(name.substring(0, dot), context -> new EnumMap<>(Detail.class))
                            .put(key, value);
                }
            }
            if (name.equals(CURRENT)) {
                read.current = value;
            }
        });
        found.forEach((name, values) -> read.contexts.put(name, new GatewayContext(name, values)));
        return read;
    }

    /** All of them, by name. */
    public List<GatewayContext> all() {
        return new ArrayList<>(contexts.values());
    }

    /**
     * The one to use: that which was asked for, else that which {@code DPG_CONTEXT} names, else the current one.
     *
     * @param wanted on the command line
     * @throws CommandFailure if it is named and does not exist
     */
    public Optional<GatewayContext> chosen(Optional<String> wanted) {
        Optional<String> named = wanted.or(() -> surroundings.variable("DPG_CONTEXT"));
        return named.isPresent() ? Optional.of(get(named.get())) : Optional.ofNullable(contexts.get(current));
    }

    /**
     * One of them.
     *
     * @throws CommandFailure if it does not exist
     */
    public GatewayContext get(String name) {
        GatewayContext found = contexts.get(name);
        if (found == null) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "there is no context \"" + name + "\""
                            + (contexts.isEmpty() ? "" : "; there are " + String.join(", ", contexts.keySet())),
                    List.of("ctx", "ctx set NAME --address HOST:PORT"));
        }
        return found;
    }

    boolean isCurrent(GatewayContext context) {
        return context.name().equals(current);
    }

    boolean has(String name) {
        return contexts.containsKey(name);
    }

    /** Makes one the current one, for good. */
    void use(String name) {
        current = get(name).name();
        write();
    }

    /** Keeps one; the first one becomes the current one. */
    void put(GatewayContext context) {
        if (!NAME.matcher(context.name()).matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "\"" + context.name() + "\" is no name of a context: letters, digits, - and _, 63 at most",
                    "ctx set --help");
        }
        contexts.put(context.name(), context);
        if (!contexts.containsKey(current)) {
            current = context.name();
        }
        write();
    }

    /** Forgets one. */
    void delete(String name) {
        contexts.remove(get(name).name());
        if (current.equals(name)) {
            current = "";
        }
        write();
    }

    private void write() {
        Map<String, String> values = new HashMap<>();
        if (!current.isEmpty()) {
            values.put(CURRENT, current);
        }
        contexts.values()
                .forEach(context ->
                        context.values().forEach((key, value) -> values.put(context.name() + "." + key.text(), value)));
        file.write(values);
    }
}
