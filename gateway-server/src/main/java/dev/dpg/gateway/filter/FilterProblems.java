package dev.dpg.gateway.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with an expression, where, and what would be right, in our words. Pure. */
final class FilterProblems {
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '(.*)'");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(.*)' \\(in container '.*'\\)");
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '(.*?)' applied to '(.*)' \\(candidates: .*\\)", Pattern.DOTALL);
    private static final Pattern EXPECTED = Pattern.compile("expected type 'bool' but found '(.*)'");
    private static final int SENTENCE_CHARS_MAX = 300;
    private static final List<String> VARIABLES =
            List.of(FilterCompiler.HEADERS, FilterCompiler.KEY, FilterCompiler.TIME, FilterCompiler.VALUE);

    private FilterProblems() {}

    /** Not an expression at all. */
    static ProblemException unreadable(CelValidationResult parsed) {
        CelIssue issue =
                parsed.getErrors().isEmpty() ? unknown() : parsed.getErrors().get(0);
        return problem(parsed, issue.getSourceLocation(), "is no CEL expression: " + shortened(issue.getMessage()));
    }

    /** Types or names that don't fit. */
    static ProblemException unfit(CelValidationResult checked, CelAbstractSyntaxTree tree, RecordType type) {
        CelIssue issue =
                checked.getErrors().isEmpty() ? unknown() : checked.getErrors().get(0);
        Optional<CelExpr> at = expression(tree, issue.getExprId());
        String message = issue.getMessage();
        Matcher undefined = UNDEFINED.matcher(message);
        if (undefined.matches()) {
            return problem(checked, nameAfter(checked, issue), unknownProperty(undefined.group(1), at, type));
        }
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return problem(checked, issue.getSourceLocation(), unknownName(undeclared.group(1), type));
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return problem(checked, issue.getSourceLocation(), noSuchOperation(overload, at, type));
        }
        Matcher expected = EXPECTED.matcher(message);
        if (expected.matches()) {
            return problem(
                    checked,
                    issue.getSourceLocation(),
                    "has to be true or false (bool), and is " + plain(expected.group(1))
                            + "; compare it with something");
        }
        return problem(checked, issue.getSourceLocation(), "is refused: " + shortened(plain(message)));
    }

    /** The library accepts it and can't run it. */
    static ProblemException unplanned() {
        String sentence = "cannot be evaluated, for instance because a pattern in it is no regular expression (RE2)";
        return Problem.of(Reason.BAD_FILTER, "the filter " + sentence)
                .with(new Problem.FieldViolation("filter", "", sentence))
                .asException();
    }

    private static CelIssue unknown() {
        return CelIssue.formatError(CelSourceLocation.NONE, "it is not understood");
    }

    private static String unknownProperty(String name, Optional<CelExpr> at, RecordType type) {
        Optional<List<String>> path = at.flatMap(Usage::names);
        Collection<String> known = path.flatMap(names -> objectAt(type, names.subList(0, names.size() - 1)))
                .map(FilterProblems::names)
                .orElseGet(() -> allNames(type));
        return "names no property: \"" + name + "\"" + hint(name, known);
    }

    private static String unknownName(String name, RecordType type) {
        if (type.property(name).isPresent()) {
            return "names nothing by \"" + name + "\"; the property is value." + name;
        }
        return "names nothing by \"" + name + "\"" + hint(name, VARIABLES)
                + "; there are key, time, headers, and value with the properties of the record";
    }

    private static String hint(String name, Collection<String> known) {
        return NearestName.of(name, known)
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElse(known.isEmpty() || known.size() > 20 ? "" : "; there are " + String.join(", ", known));
    }

    private static String noSuchOperation(Matcher overload, Optional<CelExpr> at, RecordType type) {
        String function = overload.group(1).replace("_", "").replace("@", "");
        StringBuilder sentence = new StringBuilder("cannot apply ")
                .append(function)
                .append(" to ")
                .append(plain(overload.group(2)));
        at.filter(expression -> expression.getKind() == CelExpr.ExprKind.Kind.CALL).stream()
                .flatMap(expression -> expression.call().args().stream())
                .flatMap(argument -> Usage.names(argument).stream())
                .forEach(names -> propertyAt(type, names)
                        .ifPresent(property -> sentence.append("; value.")
                                .append(String.join(".", names))
                                .append(" is ")
                                .append(kind(property))));
        return shortened(sentence.toString());
    }

    private static String kind(Property property) {
        String article = "aeio".indexOf(property.type().kind().kindName().charAt(0)) >= 0 ? "an " : "a ";
        return article + property.type().kind().kindName();
    }

    /** A library's type without our names for what has none. */
    private static String plain(String type) {
        return type.replaceAll("\\(value[^()]*\\)", "object");
    }

    private static Optional<RecordType> objectAt(RecordType type, List<String> names) {
        RecordType within = type;
        for (String name : names) {
            Optional<Property> property = within.property(name);
            if (property.isEmpty() || !(property.get().type() instanceof ValueType.Structure nested)) {
                return Optional.empty();
            }
            within = nested.type();
        }
        return Optional.of(within);
    }

    private static Optional<Property> propertyAt(RecordType type, List<String> names) {
        return names.isEmpty()
                ? Optional.empty()
                : objectAt(type, names.subList(0, names.size() - 1))
                        .flatMap(object -> object.property(names.get(names.size() - 1)));
    }

    private static Collection<String> names(RecordType type) {
        return type.properties().stream().map(Property::name).toList();
    }

    private static Collection<String> allNames(RecordType type) {
        Collection<String> all = new TreeSet<>(names(type));
        type.properties().forEach(property -> {
            ValueType within = property.type();
            while (within instanceof ValueType.Items items) {
                within = items.item();
            }
            if (within instanceof ValueType.Structure nested) {
                all.addAll(allNames(nested.type()));
            }
        });
        return all;
    }

    private static Optional<CelExpr> expression(CelAbstractSyntaxTree tree, long id) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expression -> expression.id() == id)
                .findFirst();
    }

    /** The library tells the place of the point; the name is behind it. */
    private static CelSourceLocation nameAfter(CelValidationResult result, CelIssue issue) {
        CelSourceLocation point = issue.getSourceLocation();
        String line = result.getSource().getSnippet(point.getLine()).orElse("");
        int column = line.codePointCount(0, line.length()) <= point.getColumn() ? -1 : point.getColumn();
        boolean onPoint = column >= 0 && line.codePointAt(line.offsetByCodePoints(0, column)) == '.';
        return onPoint ? CelSourceLocation.of(point.getLine(), column + 1) : point;
    }

    private static String shortened(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.length() <= SENTENCE_CHARS_MAX ? oneLine : oneLine.substring(0, SENTENCE_CHARS_MAX) + " …";
    }

    /** Lines and columns are counted from 1, offsets from 0, all in code points. */
    private static ProblemException problem(CelValidationResult result, CelSourceLocation place, String sentence) {
        int line = Math.max(1, place.getLine());
        int column = Math.max(0, place.getColumn()) + 1;
        int offset = result.getSource().getLocationOffset(line, column - 1).orElse(0);
        String where = "line " + line + ", column " + column;
        return Problem.of(Reason.BAD_FILTER, "the filter " + sentence + " (" + where + ")")
                .with("line", Integer.toString(line))
                .with("column", Integer.toString(column))
                .with("offset", Integer.toString(offset))
                .with(new Problem.FieldViolation("filter", "", where + ": " + sentence))
                .asException();
    }
}
