package dev.dpg.gateway.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.dpg.gateway.codec.FieldStep.Absence;
import dev.dpg.gateway.codec.FieldStep.Form;
import dev.dpg.gateway.codec.PlanSteps.Reading;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.schema.WellKnownMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Plans of messages that stand for a value of their own. */
final class WellKnownPlans {
    private final ProtobufPlanner planner;
    /** Of {@code google.protobuf.Value} and those that hold it, by their names and where they are. */
    private final Map<String, MessagePlan> values = new HashMap<>();

    WellKnownPlans(ProtobufPlanner planner) {
        this.planner = planner;
    }

    MessagePlan plan(WellKnownMessage known, Descriptor message, ValueKind kind, String path)
            throws UnreadableValueException {
        if (kind != ValueKind.ANY && kind != known.kind() && !asText(known, kind)) {
            throw ProtobufPlanner.mismatch(path, message.getFullName() + " cannot be read as " + kind.kindName());
        }
        return switch (known) {
            case TIMESTAMP -> numbers(new MessageBody.Instants(kind), path, 1, 2);
            case DURATION -> numbers(new MessageBody.Durations(), path, 1, 2);
            case DATE -> numbers(new MessageBody.Dates(kind), path, 1, 2, 3);
            case TIME_OF_DAY -> numbers(new MessageBody.TimesOfDay(kind), path, 1, 2, 3, 4);
            case DECIMAL -> decimal(kind, path);
            case BOOLEAN, INTEGER, NUMBER, TEXT, BYTES -> wrapper(message, kind, path);
            case STRUCT, LIST -> whole(new MessageBody.Sole(), message, path);
            case VALUE -> whole(new MessageBody.Whichever(), message, path);
        };
    }

    /** Times may be read as their text. */
    private static boolean asText(WellKnownMessage known, ValueKind kind) {
        return kind == ValueKind.STRING
                && Set.of(WellKnownMessage.TIMESTAMP, WellKnownMessage.DATE, WellKnownMessage.TIME_OF_DAY)
                        .contains(known);
    }

    private static MessagePlan numbers(MessageBody body, String path, int... numbers) {
        PlanSteps steps = new PlanSteps();
        for (int number : numbers) {
            steps.add(number, integer(path), path);
        }
        return filled(steps, body, path);
    }

    private static WireValue integer(String path) {
        return new NumberValue(FieldDescriptor.Type.INT64, ValueKind.INTEGER, EnumNames.NONE, path, false);
    }

    private static MessagePlan decimal(ValueKind kind, String path) {
        PlanSteps steps = new PlanSteps();
        steps.add(1, new DelimitedValue(false, ValueKind.BYTES, path), path);
        steps.add(3, integer(path), path);
        return filled(steps, new MessageBody.Decimals(kind), path);
    }

    private static MessagePlan wrapper(Descriptor message, ValueKind kind, String path)
            throws UnreadableValueException {
        FieldDescriptor field = message.findFieldByNumber(1);
        if (field == null || field.isRepeated() || !ProtobufKinds.canBe(field, field, kind)) {
            throw ProtobufPlanner.mismatch(path, message.getFullName() + " is not what it should be");
        }
        PlanSteps steps = new PlanSteps();
        steps.add(
                field,
                StepTarget.property(0, path).withStandIn(ProtobufKinds.standIn(field)),
                new Reading(Form.SINGLE, ProtobufKinds.value(field, field, kind, path), null),
                Absence.DEFAULT);
        return filled(steps, new MessageBody.Sole(), path);
    }

    private MessagePlan whole(MessageBody body, Descriptor message, String path) throws UnreadableValueException {
        String key = message.getFullName() + " " + path;
        MessagePlan known = values.get(key);
        if (known != null) {
            return known;
        }
        if (message.getFields().isEmpty()) {
            throw ProtobufPlanner.mismatch(path, message.getFullName() + " is not what it should be");
        }
        MessagePlan plan = new MessagePlan(body, path);
        values.put(key, plan);
        planner.fields(message, message, path).fill(plan);
        return plan;
    }

    private static MessagePlan filled(PlanSteps steps, MessageBody body, String path) {
        MessagePlan plan = new MessagePlan(body, path);
        steps.fill(plan);
        return plan;
    }
}
