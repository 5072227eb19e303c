package dev.dpg.gateway.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes conditions of the expressions that most filters are: comparisons of a property, the key or the time with a literal,
 * {@code in} a list of literals, {@code startsWith}, {@code endsWith}, {@code contains}, {@code has}, and these joined by
 * {@code &&}, {@code ||} and {@code !}. Of anything else none is made. Pure.
 */
final class Conditions {
    private final CelAbstractSyntaxTree tree;
    private final RecordType type;
    private final ValueKind key;

    private Conditions(CelAbstractSyntaxTree tree, RecordType type, ValueKind key) {
        this.tree = tree;
        this.type = type;
        this.key = key;
    }

    /**
     * The condition that a checked expression is; empty where it takes more than conditions can say.
     *
     * @param type what the value is
     * @param key what the text of a key is
     */
    static Optional<Condition> of(CelAbstractSyntaxTree expression, RecordType type, ValueKind key) {
        return Optional.ofNullable(new Conditions(expression, type, key).condition(expression.getExpr()));
    }

    private @Nullable Condition condition(CelExpr expression) {
        return switch (expression.getKind()) {
            case CALL -> call(expression.call());
            case SELECT -> expression.select().testOnly() ? present(expression) : truth(expression);
            case IDENT -> truth(expression);
            default -> null;
        };
    }

    private @Nullable Condition call(CelExpr.CelCall call) {
        return switch (call.function()) {
            case "_&&_" -> joined(call.args(), Condition.And::new);
            case "_||_" -> joined(call.args(), Condition.Or::new);
            case "!_" -> not(condition(call.args().get(0)));
            case "_==_" -> compared(call.args(), Comparison.EQUAL);
            case "_!=_" -> not(compared(call.args(), Comparison.EQUAL));
            case "_<_" -> compared(call.args(), Comparison.LESS);
            case "_<=_" -> compared(call.args(), Comparison.AT_MOST);
            case "_>_" -> compared(call.args(), Comparison.GREATER);
            case "_>=_" -> compared(call.args(), Comparison.AT_LEAST);
            case "@in" -> among(call.args());
            case "startsWith" -> text(call, literal -> found -> ((String) found).startsWith(literal));
            case "endsWith" -> text(call, literal -> found -> ((String) found).endsWith(literal));
            case "contains" -> text(call, literal -> found -> ((String) found).contains(literal));
            default -> null;
        };
    }

    private @Nullable Condition joined(List<CelExpr> sides, BinaryOperator<Condition> join) {
        Condition left = condition(sides.get(0));
        Condition right = left == null ? null : condition(sides.get(1));
        return left == null || right == null ? null : join.apply(left, right);
    }

    private static @Nullable Condition not(@Nullable Condition condition) {
        return condition == null ? null : new Condition.Not(condition);
    }

    /** Something that is true or false by itself. */
    private @Nullable Condition truth(CelExpr expression) {
        Operand operand = isA(SimpleType.BOOL, expression) ? operand(expression) : null;
        return operand == null ? null : new Condition.Test(operand, found -> (Boolean) found);
    }

    private @Nullable Condition present(CelExpr expression) {
        int[] path = path(expression);
        return path == null ? null : new Condition.Present(new Operand.Property(path));
    }

    private @Nullable Condition compared(List<CelExpr> sides, Comparison comparison) {
        Object right = Literals.of(sides.get(1));
        if (right != null) {
            return compared(sides.get(0), comparison, right);
        }
        Object left = Literals.of(sides.get(0));
        return left == null ? null : compared(sides.get(1), comparison.turned(), left);
    }

    private @Nullable Condition compared(CelExpr expression, Comparison comparison, Object literal) {
        Operand operand = Literals.isLike(tree.getType(expression.id()).orElse(SimpleType.DYN), literal)
                ? operand(expression)
                : null;
        if (operand == null) {
            return null;
        }
        return operand instanceof Operand.Key && comparison == Comparison.EQUAL
                ? new Condition.KeyAmong(Set.of((String) literal))
                : new Condition.Test(operand, comparison.with(literal));
    }

    private @Nullable Condition among(List<CelExpr> sides) {
        if (sides.get(1).getKind() != CelExpr.ExprKind.Kind.LIST) {
            return null;
        }
        Set<Object> literals = new HashSet<>();
        for (CelExpr element : sides.get(1).list().elements()) {
            Object literal = Literals.of(element);
            if (literal == null
                    || literal instanceof Double
                    || !Literals.isLike(tree.getType(sides.get(0).id()).orElse(SimpleType.DYN), literal)) {
                return null;
            }
            literals.add(literal);
        }
        Operand operand = isA(SimpleType.DOUBLE, sides.get(0)) ? null : operand(sides.get(0));
        if (operand == null) {
            return null;
        }
        Set<Object> all = Set.copyOf(literals);
        return operand instanceof Operand.Key
                ? new Condition.KeyAmong(all.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet()))
                : new Condition.Test(operand, all::contains);
    }

    private @Nullable Condition text(CelExpr.CelCall call, TextTest test) {
        CelExpr text = call.target().orElse(null);
        if (text == null || !isA(SimpleType.STRING, text) || call.args().size() != 1) {
            return null;
        }
        Operand operand = operand(text);
        return operand != null && Literals.of(call.args().get(0)) instanceof String literal
                ? new Condition.Test(operand, test.with(literal))
                : null;
    }

    private boolean isA(CelType wanted, CelExpr expression) {
        return tree.getType(expression.id()).filter(wanted::equals).isPresent();
    }

    private @Nullable Operand operand(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            return switch (expression.ident().name()) {
                case FilterCompiler.KEY -> key == ValueKind.STRING ? new Operand.Key() : null;
                case FilterCompiler.TIME -> new Operand.Time();
                default -> null;
            };
        }
        boolean selects = expression.getKind() == CelExpr.ExprKind.Kind.SELECT
                && !expression.select().testOnly();
        int[] path = selects ? path(expression) : null;
        return path == null ? null : new Operand.Property(path);
    }

    /** The way to a declared property of the value; null where it leads elsewhere. */
    private int @Nullable [] path(CelExpr expression) {
        List<String> names = Usage.names(expression).orElse(List.of());
        int[] path = new int[names.size()];
        ValueType within = new ValueType.Structure(type);
        for (int i = 0; i < path.length; i++) {
            if (!(within instanceof ValueType.Structure object)) {
                return null;
            }
            int index = indexOf(names.get(i), object.type());
            if (index < 0) {
                return null;
            }
            path[i] = index;
            within = object.type().properties().get(index).type();
        }
        return path.length == 0 ? null : path;
    }

    private static int indexOf(String name, RecordType type) {
        int index = -1;
        for (int i = 0; i < type.properties().size(); i++) {
            if (type.properties().get(i).name().equals(name)) {
                index = i; // the last one, as for the expression's types
            }
        }
        return index;
    }

    /** A test of texts against a literal. */
    private interface TextTest {
        Predicate<Object> with(String literal);
    }
}
