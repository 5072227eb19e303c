package dev.dpg.gateway.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an expression uses of a record; rather too much than too little. */
final class Usage extends CelExprVisitor {
    private final RecordType type;
    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<List<String>> paths = new LinkedHashSet<>();

    private Usage(RecordType type) {
        this.type = type;
    }

    static Usage of(CelAbstractSyntaxTree expression, RecordType type) {
        Usage usage = new Usage(type);
        usage.visit(expression);
        return usage;
    }

    /** Names that are used, variables of comprehensions among them. */
    Set<String> variables() {
        return variables;
    }

    /** The properties of the value that are used, as paths of names; none lies within another. */
    List<List<String>> paths() {
        return paths.stream()
                .filter(path -> paths.stream()
                        .noneMatch(other -> other.size() < path.size()
                                && path.subList(0, other.size()).equals(other)))
                .toList();
    }

    @Override
    protected void visit(CelExpr expression, CelExpr.CelIdent name) {
        variables.add(name.name());
        if (name.name().equals(FilterCompiler.VALUE)) {
            paths.add(List.of());
        }
    }

    @Override
    protected void visit(CelExpr expression, CelExpr.CelSelect select) {
        Optional<List<String>> names = names(expression);
        if (names.isEmpty()) {
            super.visit(expression, select);
            return;
        }
        variables.add(FilterCompiler.VALUE);
        paths.add(property(names.get()));
    }

    /** The path of names that an expression selects from the value; empty where it does something else. */
    static Optional<List<String>> names(CelExpr expression) {
        List<String> names = new ArrayList<>();
        CelExpr at = expression;
        while (at.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            names.add(0, at.select().field());
            at = at.select().operand();
        }
        boolean ofValue =
                at.getKind() == CelExpr.ExprKind.Kind.IDENT && at.ident().name().equals(FilterCompiler.VALUE);
        return ofValue ? Optional.of(names) : Optional.empty();
    }

    /** The part of a path of names that leads through objects with declared properties. */
    private List<String> property(List<String> names) {
        RecordType within = type;
        for (int i = 0; i < names.size(); i++) {
            Optional<Property> property = within.property(names.get(i));
            if (property.isPresent() && property.get().type() instanceof ValueType.Structure nested) {
                within = nested.type();
            } else {
                return names.subList(0, i + 1);
            }
        }
        return names;
    }
}
