package dev.dpg.gateway.identity;

/** What names of principals, teams and domains may be: short enough to be told, and fit to be shown. Pure. */
final class Names {
    /** Characters at most. */
    static final int LENGTH_MAX = 255;

    private Names() {}

    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LENGTH_MAX
                && text.codePoints().noneMatch(Names::isUnfit);
    }

    /** Also what turns the order of characters around, or is not seen: two names must not look the same. */
    private static boolean isUnfit(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
