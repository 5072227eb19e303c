package dev.dpg.gateway.publication;

import java.util.regex.Pattern;

/** A text that can be looked at so many times only, so that no pattern keeps a thread busy with it. */
final class BoundedText implements CharSequence {
    private static final int LOOKS_MAX = 1_000_000;

    private final CharSequence text;
    private final int[] looks;

    private BoundedText(CharSequence text, int[] looks) {
        this.text = text;
        this.looks = looks;
    }

    /** Whether a pattern is found in a text; a search that takes too long has found nothing. */
    static boolean matches(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text, new int[1])).find();
        } catch (TooManyLooksException | StackOverflowError tooMuch) {
            return false;
        }
    }

    @Override
    public char charAt(int index) {
        looks[0]++;
        if (looks[0] > LOOKS_MAX) {
            throw new TooManyLooksException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static final class TooManyLooksException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooksException() {
            super("too many looks", null, false, false);
        }
    }
}
