package dev.dpg.gateway.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The regular expressions of an expression: what they are searched in, and how large they are. */
final class Patterns extends CelExprVisitor {
    /** Instructions of a regular expression at most. */
    static final int SIZE_MAX = 2_000;

    private static final Pattern TIMES = Pattern.compile("\\{([0-9]{1,4})(?:,([0-9]{1,4}))?");

    private final Map<Long, Integer> sizes = new HashMap<>();

    private Patterns() {}

    /** Ids of the texts that are searched, to the sizes of the patterns. */
    static Map<Long, Integer> of(CelAbstractSyntaxTree expression) {
        Patterns patterns = new Patterns();
        patterns.visit(expression);
        return Map.copyOf(patterns.sizes);
    }

    @Override
    protected void visit(CelExpr expression, CelExpr.CelCall call) {
        if (call.function().equals("matches")) {
            CelExpr text = call.target().orElseGet(() -> call.args().get(0));
            CelExpr pattern = call.args().get(call.args().size() - 1);
            sizes.put(text.id(), size(pattern));
        }
        super.visit(expression, call);
    }

    /** One that is not written out may be of any size. */
    private static int size(CelExpr pattern) {
        boolean literal = pattern.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && pattern.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return literal ? size(pattern.constant().stringValue()) : SIZE_MAX;
    }

    /** Its length, times all repetitions that it counts, as if they lay within each other. */
    private static int size(String pattern) {
        long size = pattern.length();
        Matcher times = TIMES.matcher(pattern);
        while (times.find() && size < SIZE_MAX) {
            String most = times.group(2) == null ? times.group(1) : times.group(2);
            size *= Math.max(1, Integer.parseInt(most));
        }
        return (int) Math.min(size, SIZE_MAX);
    }
}
