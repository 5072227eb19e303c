package dev.dpg.cli.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a text, line by line: {@code -} lines that are gone, {@code +} lines that are new, with three lines around
 * them. By longest common subsequence; where too much changed for that, all of it is replaced. Pure.
 */
final class TextDiff {
    private static final int AROUND = 3;
    private static final long CELLS_MAX = 4_000_000;

    private final List<String> before;
    private final List<String> after;

    private TextDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** The lines; none where the texts have the same. */
    static List<String> of(String before, String after) {
        return new TextDiff(before.lines().toList(), after.lines().toList()).hunks();
    }

    private record Line(char mark, String text, int oldNumber, int newNumber) {}

    private List<String> hunks() {
        List<Line> lines = lines();
        List<String> hunks = new ArrayList<>();
        int shownTo = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).mark() == ' ') {
                continue;
            }
            int from = Math.max(shownTo, i - AROUND);
            if (from > shownTo || hunks.isEmpty()) {
                hunks.add("@@ -" + lines.get(from).oldNumber() + " +"
                        + lines.get(from).newNumber() + " @@");
            }
            int to = Math.min(lines.size(), i + 1 + AROUND);
            for (int j = from; j < to && (j <= i || lines.get(j).mark() == ' '); j++) {
                hunks.add(lines.get(j).mark() + lines.get(j).text());
                shownTo = j + 1;
            }
        }
        return hunks;
    }

    private List<Line> lines() {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        int[] at = {0, 0};
        while (at[0] < head) {
            same(lines, at);
        }
        middle(lines, at, before.size() - tail, after.size() - tail);
        while (at[0] < before.size()) {
            same(lines, at);
        }
        return lines;
    }

    private void middle(List<Line> lines, int[] at, int oldEnd, int newEnd) {
        int rows = oldEnd - at[0];
        int columns = newEnd - at[1];
        boolean compared = (long) rows * columns <= CELLS_MAX;
        int[][] common = compared ? common(at[0], at[1], rows, columns) : new int[0][0];
        int oldBegin = at[0];
        int newBegin = at[1];
        while (at[0] < oldEnd || at[1] < newEnd) {
            int row = at[0] - oldBegin;
            int column = at[1] - newBegin;
            if (compared
                    && at[0] < oldEnd
                    && at[1] < newEnd
                    && before.get(at[0]).equals(after.get(at[1]))) {
                same(lines, at);
            } else if (at[1] == newEnd
                    || (at[0] < oldEnd && (!compared || common[row + 1][column] >= common[row][column + 1]))) {
                lines.add(new Line('-', before.get(at[0]), at[0] + 1, at[1] + 1));
                at[0]++;
            } else {
                lines.add(new Line('+', after.get(at[1]), at[0] + 1, at[1] + 1));
                at[1]++;
            }
        }
    }

    /** For each pair of places the length of the longest common subsequence of what follows. */
    private int[][] common(int oldBegin, int newBegin, int rows, int columns) {
        int[][] common = new int[rows + 1][columns + 1];
        for (int row = rows - 1; row >= 0; row--) {
            for (int column = columns - 1; column >= 0; column--) {
                common[row][column] = before.get(oldBegin + row).equals(after.get(newBegin + column))
                        ? common[row + 1][column + 1] + 1
                        : Math.max(common[row + 1][column], common[row][column + 1]);
            }
        }
        return common;
    }

    private void same(List<Line> lines, int[] at) {
        lines.add(new Line(' ', before.get(at[0]), at[0] + 1, at[1] + 1));
        at[0]++;
        at[1]++;
    }
}
