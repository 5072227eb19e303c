package dev.dpg.gateway.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that somebody who misspelt one most likely meant. Pure and thread-safe.
 *
 * <p>Distance is that of Damerau and Levenshtein in its restricted form (optimal string alignment): inserting, leaving
 * out, replacing a character and swapping two neighbours count one each; upper and lower case are the same. The bound
 * grows with the length of what was written, so that a suggestion is a likely meaning and never just the least unlike.
 */
public final class NearestName {
    private static final int LENGTH_MAX = 256;

    private NearestName() {}

    /**
     * The known name nearest to the wanted one; of several equally near ones the first in natural order. Empty where none
     * is near enough: within one edit up to 5 characters, two up to 11, three beyond.
     */
    public static Optional<String> of(String wanted, Collection<String> known) {
        if (wanted.isEmpty() || wanted.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String folded = wanted.toLowerCase(Locale.ROOT);
        int nearest = bound(folded.length()) + 1;
        Optional<String> best = Optional.empty();
        for (String name : known) {
            int distance = distance(folded, name.toLowerCase(Locale.ROOT), nearest);
            boolean firstOfEqual = distance == nearest && best.isPresent() && name.compareTo(best.get()) < 0;
            if (distance < nearest || firstOfEqual) {
                nearest = distance;
                best = Optional.of(name);
            }
        }
        return best;
    }

    private static int bound(int length) {
        if (length <= 5) {
            return 1;
        }
        return length <= 11 ? 2 : 3;
    }

    /** The distance, or some number above {@code limit} where it is above that. */
    private static int distance(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = last[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (swapped(left, i, right, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[right.length()];
    }

    private static boolean swapped(String left, int i, String right, int j) {
        return i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}
