package dev.dpg.cli.terminal;

import java.util.List;
import java.util.Optional;

/** Finds a value within a JSON text by the names that lead to it, without rendering it anew. */
public final class JsonPath {
    private final String json;
    private int at;

    private JsonPath(String json) {
        this.json = json;
    }

    /**
     * The text of the value that is found by going from object to object; empty where a name is missing or something on the way is
     * no object.
     *
     * @param json a valid JSON text without white space between its tokens
     */
    public static Optional<String> find(String json, List<String> names) {
        JsonPath path = new JsonPath(json);
        for (String name : names) {
            if (!path.enter(name)) {
                return Optional.empty();
            }
        }
        int start = path.at;
        path.skip();
        return Optional.of(json.substring(start, path.at));
    }

    /** Goes to the value of a property of the object here. */
    private boolean enter(String name) {
        if (json.charAt(at) != '{') {
            return false;
        }
        StringBuilder wanted = new StringBuilder();
        JsonText.appendString(wanted, name);
        at++;
        while (json.charAt(at) != '}') {
            int start = at;
            skip();
            boolean found = json.substring(start, at).contentEquals(wanted);
            at++;
            if (found) {
                return true;
            }
            skip();
            if (json.charAt(at) == ',') {
                at++;
            }
        }
        return false;
    }

    /** Goes behind the value here. */
    private void skip() {
        int depth = 0;
        do {
            char next = json.charAt(at);
            if (next == '"') {
                skipString();
            } else {
                depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
                at++;
            }
        } while (at < json.length() && (depth > 0 || !isBehindValue()));
    }

    private boolean isBehindValue() {
        char next = json.charAt(at);
        return next == ',' || next == '}' || next == ']' || next == ':';
    }

    private void skipString() {
        at++;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
