package dev.dpg.gateway.filter;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Checks filters: expressions of the Common Expression Language (cel.dev) over {@code value}, {@code key}, {@code time} and
 * {@code headers}, typed by a product's contract. Properties are selected by name, {@code value.total}; a name that is no
 * identifier stands between backquotes, {@code value.`flight-number`}. Pure; thread-safe.
 */
public final class FilterCompiler {
    /** Bytes of an expression in UTF-8. */
    public static final int BYTES_MAX = 8 * 1024;

    static final String VALUE = "value";
    static final String KEY = "key";
    static final String TIME = "time";
    static final String HEADERS = "headers";

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableQuotedIdentifierSyntax(true)
            .maxExpressionCodePointSize(BYTES_MAX)
            .maxParseRecursionDepth(100)
            .maxParseErrorRecoveryLimit(4)
            .maxParseExpressionNodeCount(2_000)
            .comprehensionMaxIterations(10_000)
            .maxRegexProgramSize(Patterns.SIZE_MAX)
            .build();

    private FilterCompiler() {}

    /**
     * Checks an expression.
     *
     * @param codec reads the values that it will judge, and tells their type
     * @param key what the text of a key is, see {@link #keyKind}
     * @throws ProblemException {@code BAD_FILTER} with the place and what was expected there
     */
    public static Filter compile(String text, RecordCodec codec, ValueKind key) {
        if (text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw Problem.of(Reason.BAD_FILTER, "the filter is longer than " + BYTES_MAX + " bytes")
                    .with(new Problem.FieldViolation("filter", "", "must have at most " + BYTES_MAX + " bytes"))
                    .asException();
        }
        Cel cel = environment(new FilterTypes(codec.type()), key);
        CelValidationResult parsed = cel.parse(text);
        try {
            CelAbstractSyntaxTree tree = parsed.getAst();
            CelValidationResult checked = cel.check(tree);
            if (!checked.hasError()) {
                checked = literals(cel).validate(checked.getAst());
            }
            if (checked.hasError()) {
                throw FilterProblems.unfit(checked, tree, codec.type());
            }
            CelAbstractSyntaxTree expression = checked.getAst();
            Filter.Program program = new Filter.Program(
                    cel.createProgram(expression),
                    Patterns.of(expression),
                    Conditions.of(expression, codec.type(), key));
            Usage usage = Usage.of(expression, codec.type());
            return new Filter(text, codec, key, program, usage.variables(), usage.paths());
        } catch (CelValidationException unreadable) {
            throw FilterProblems.unreadable(parsed);
        } catch (CelEvaluationException unplanned) {
            throw FilterProblems.unplanned();
        }
    }

    /**
     * What a key is in filters: the kind of the one property that is the key, where it is one property with a single value of
     * another kind than text; else text.
     *
     * @param fields the contract's properties
     * @param keyFields paths of those that form the key
     */
    public static ValueKind keyKind(List<Field> fields, List<String> keyFields) {
        if (keyFields.size() != 1) {
            return ValueKind.STRING;
        }
        return fields.stream()
                .filter(field -> field.path().equals(keyFields.get(0)))
                .map(Field::kind)
                .map(kind -> switch (kind) {
                    case INTEGER, NUMBER, DECIMAL, BOOLEAN, TIMESTAMP -> kind;
                    case STRING, BYTES, DATE, TIME, OBJECT, ARRAY, ANY -> ValueKind.STRING;
                })
                .findFirst()
                .orElse(ValueKind.STRING);
    }

    /** Patterns, times and durations that are written out are judged once. */
    private static CelValidator literals(Cel cel) {
        return CelValidatorFactory.standardCelValidatorBuilder(cel)
                .addAstValidators(
                        RegexLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE)
                .build();
    }

    private static Cel environment(FilterTypes types, ValueKind key) {
        return CelFactory.plannerCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(types)
                .addVar(VALUE, types.value())
                .addVar(KEY, FilterTypes.single(key))
                .addVar(TIME, SimpleType.TIMESTAMP)
                .addVar(HEADERS, MapType.create(SimpleType.STRING, SimpleType.STRING))
                .setResultType(SimpleType.BOOL)
                .build();
    }
}
