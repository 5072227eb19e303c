package dev.dpg.cli.terminal;

/** JSON as text: it is moved, never re-rendered, so that every number keeps the digits its author wrote. */
public final class JsonText {
    private JsonText() {}

    /**
     * Appends a valid JSON text (RFC 8259) without the white space between its tokens, hence on one line. Strings and
     * numbers are taken over character by character.
     */
    public static void appendCompact(StringBuilder target, String json) {
        int length = json.length();
        int copied = 0;
        boolean inString = false;
        for (int i = 0; i < length; i++) {
            char c = json.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                target.append(json, copied, i);
                copied = i + 1;
            }
        }
        target.append(json, copied, length);
    }

    /** Appends the text as a JSON string, quotes included. */
    public static void appendString(StringBuilder target, String text) {
        target.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> target.append("\\\"");
                case '\\' -> target.append("\\\\");
                case '\n' -> target.append("\\n");
                case '\r' -> target.append("\\r");
                case '\t' -> target.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && isUnpaired(text, i))) {
                        target.append(String.format("\\u%04x", (int) c));
                    } else {
                        target.append(c);
                    }
                }
            }
        }
        target.append('"');
    }

    private static boolean isUnpaired(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
}
