package dev.dpg.gateway.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what the author should look at. Things that are said of many properties become one sentence, which names some of
 * them. Not thread-safe.
 */
final class Notes {
    private static final int NOTES_MAX = 64;
    private static final int NAMED_MAX = 10;
    private static final int NAME_LENGTH_MAX = 60;

    private final List<String> sentences = new ArrayList<>();
    private final Map<String, List<String>> ofProperties = new LinkedHashMap<>();

    /** One sentence. */
    void add(String sentence) {
        sentences.add(sentence);
    }

    /** One more property of which a sentence holds; it follows their names. */
    void of(String sentence, String path) {
        ofProperties.computeIfAbsent(sentence, same -> new ArrayList<>()).add(path);
    }

    /** The same, to go on from. */
    Notes copy() {
        Notes copy = new Notes();
        copy.sentences.addAll(sentences);
        ofProperties.forEach((sentence, paths) -> copy.ofProperties.put(sentence, new ArrayList<>(paths)));
        return copy;
    }

    /** All sentences, those on single properties last. */
    List<String> all() {
        List<String> all = new ArrayList<>(sentences);
        ofProperties.forEach((sentence, paths) -> all.add(named(paths) + ": " + sentence + "."));
        return all.size() <= NOTES_MAX ? all : all.subList(0, NOTES_MAX);
    }

    private static String named(List<String> paths) {
        List<String> shown = paths.stream().limit(NAMED_MAX).map(Notes::shown).toList();
        String more = paths.size() > NAMED_MAX ? " and " + (paths.size() - NAMED_MAX) + " more" : "";
        return String.join(", ", shown) + more;
    }

    /** A path made fit for a sentence: on one line, cut. */
    static String shown(String path) {
        StringBuilder shown = new StringBuilder();
        path.codePoints()
                .limit(NAME_LENGTH_MAX)
                .forEach(character -> shown.appendCodePoint(
                        switch (Character.getType(character)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SURROGATE,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR -> ' ';
                            default -> character;
                        }));
        return path.codePointCount(0, path.length()) > NAME_LENGTH_MAX
                ? shown.append('…').toString()
                : shown.toString();
    }

    /** A number with its noun. */
    static String count(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }
}
