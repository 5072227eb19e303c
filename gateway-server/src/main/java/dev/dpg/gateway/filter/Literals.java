package dev.dpg.gateway.filter;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What is written out in an expression. Pure. */
final class Literals {
    /** Integers up to this size are numbers of their own as double. */
    private static final long EXACT_MAX = 1L << 53;

    private Literals() {}

    /** A truth, a number, a text, or a time as {@code timestamp('…')}; null for anything else. */
    static @Nullable Object of(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression.constant());
            case CALL -> time(expression.call());
            default -> null;
        };
    }

    /** Whether values of a type are compared with the literal as values of one type are, without converting either. */
    static boolean isLike(CelType type, Object literal) {
        if (literal instanceof Boolean) {
            return type.equals(SimpleType.BOOL);
        } else if (literal instanceof String) {
            return type.equals(SimpleType.STRING);
        } else if (literal instanceof Instant) {
            return type.equals(SimpleType.TIMESTAMP);
        } else if (literal instanceof Long integer) {
            return type.equals(SimpleType.INT)
                    || (type.equals(SimpleType.DOUBLE) && integer <= EXACT_MAX && integer >= -EXACT_MAX);
        }
        return type.equals(SimpleType.DOUBLE);
    }

    private static @Nullable Object constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case DOUBLE_VALUE -> constant.doubleValue();
            case STRING_VALUE -> constant.stringValue();
            default -> null;
        };
    }

    private static @Nullable Object time(CelExpr.CelCall call) {
        boolean isTime = call.function().equals("timestamp")
                && call.target().isEmpty()
                && call.args().size() == 1
                && of(call.args().get(0)) instanceof String;
        try {
            return isTime
                    ? OffsetDateTime.parse(call.args().get(0).constant().stringValue())
                            .toInstant()
                    : null;
        } catch (DateTimeException inAnotherForm) {
            return null;
        }
    }
}
