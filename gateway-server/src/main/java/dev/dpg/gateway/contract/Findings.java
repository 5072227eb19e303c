package dev.dpg.gateway.contract;

import dev.dpg.gateway.problem.NearestName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what rules find, in the order in which it is found. Belongs to one run of the lint, on its thread. */
final class Findings {
    private static final int CUT_AT = 60;

    /** The same once: several rules may look at the same key. */
    private final Set<Finding> all = new LinkedHashSet<>();

    void add(Rule rule, Place place, String message, String remedy) {
        add(new Finding(rule, place, message, remedy));
    }

    void add(Finding finding) {
        all.add(finding);
    }

    /** A value is not one of those that are possible; the remedy names the one that was probably meant. */
    void notOneOf(Rule rule, Text text, String what, Collection<String> possible) {
        add(rule, text.place(), what + " " + quoted(text.value()) + " is unknown.", suggestion(text.value(), possible));
    }

    boolean blocking() {
        return all.stream().anyMatch(Finding::blocks);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    /** What to say to somebody who wrote a name that is not among the possible ones. */
    static String suggestion(String written, Collection<String> possible) {
        return NearestName.of(written, possible)
                .map(nearest -> "Did you mean " + quoted(nearest) + "?")
                .orElseGet(() -> "Use one of: " + String.join(", ", possible) + ".");
    }

    /** Something an author wrote, made fit for a message: in quotes, on one line, cut. */
    static String quoted(String text) {
        return "\"" + cut(text) + "\"";
    }

    /** The same without quotes. */
    static String cut(String text) {
        StringBuilder cut = new StringBuilder();
        text.codePoints().limit(CUT_AT).forEach(character -> {
            boolean printable =
                    !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
            cut.appendCodePoint(printable ? character : ' ');
        });
        return text.codePointCount(0, text.length()) > CUT_AT ? cut.append('…').toString() : cut.toString();
    }
}
