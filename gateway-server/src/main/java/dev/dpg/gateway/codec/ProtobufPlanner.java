package dev.dpg.gateway.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.dpg.gateway.codec.FieldStep.Absence;
import dev.dpg.gateway.codec.FieldStep.Form;
import dev.dpg.gateway.codec.PlanSteps.Reading;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.schema.WellKnownMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan by which messages of one schema are read as a contract's properties. A property is the field of its name in
 * the contract's own schema, or else the one with that JSON name; in what was written it is the field with the same number,
 * whatever its name there.
 */
final class ProtobufPlanner {
    private static final ValueType ANY = new ValueType.Single(ValueKind.ANY);

    private final WellKnownPlans wellKnown = new WellKnownPlans(this);
    /** Plans of whole messages, which may hold themselves. */
    private final Map<Pair, MessagePlan> wholes = new HashMap<>();

    private ProtobufPlanner() {}

    private record Pair(Descriptor written, Descriptor read, String path) {}

    /**
     * The plan.
     *
     * @param written the message as it was written
     * @param read the same message in the contract's schema
     * @throws UnreadableValueException {@code SCHEMA_MISMATCH} if no such message can be read as the contract says
     */
    static MessagePlan plan(Descriptor written, Descriptor read, RecordType type) throws UnreadableValueException {
        return new ProtobufPlanner().declared(written, read, type, "");
    }

    private MessagePlan declared(Descriptor written, Descriptor read, RecordType type, String path)
            throws UnreadableValueException {
        MessagePlan plan = new MessagePlan(new MessageBody.Properties(), path);
        PlanSteps steps = new PlanSteps();
        List<Property> properties = type.properties();
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            Optional<FieldDescriptor> field = named(read, property.name());
            if (field.isPresent()) {
                StepTarget target = StepTarget.property(i, property.path());
                step(steps, written.findFieldByNumber(field.get().getNumber()), field.get(), property.type(), target);
            } else if (property.required()) {
                throw mismatch(property.path(), "the schema has no such field");
            }
        }
        steps.markOthers();
        steps.fill(plan);
        return plan;
    }

    private static Optional<FieldDescriptor> named(Descriptor message, String name) {
        FieldDescriptor field = message.findFieldByName(name);
        return field != null
                ? Optional.of(field)
                : message.getFields().stream()
                        .filter(one -> one.getJsonName().equals(name))
                        .findFirst();
    }

    private void step(
            PlanSteps steps, @Nullable FieldDescriptor written, FieldDescriptor read, ValueType type, StepTarget target)
            throws UnreadableValueException {
        FieldDescriptor field = written == null ? read : written;
        if (!steps.isFree(written == null ? PlanSteps.NEVER : written.getNumber())) {
            throw mismatch(target.path(), "another property is the same field");
        }
        Reading reading = reading(field, read, type, target.path());
        Absence absence = absence(written, field, reading.form());
        boolean standIn = absence == Absence.DEFAULT;
        steps.add(written, standIn ? target.withStandIn(ProtobufKinds.standIn(field)) : target, reading, absence);
    }

    private Reading reading(FieldDescriptor field, FieldDescriptor read, ValueType type, String path)
            throws UnreadableValueException {
        if (field.isMapField() || read.isMapField()) {
            if (type.kind() != ValueKind.ANY || !field.isMapField() || !read.isMapField()) {
                throw mismatch(path, "a map is read as an object without declared properties only");
            }
            return new Reading(Form.MAP, null, entry(field, read, path));
        }
        boolean list = field.isRepeated() || read.isRepeated();
        ValueType item = type instanceof ValueType.Items items ? items.item() : type;
        if (type.kind() != ValueKind.ANY
                && list != (type.kind() == ValueKind.ARRAY)
                && !isLastOfList(field, read, type)) {
            throw mismatch(path, list ? "the field is a list" : "the field is no list");
        }
        boolean several = list && (type.kind() == ValueKind.ANY || type.kind() == ValueKind.ARRAY);
        if (field.getJavaType() == JavaType.MESSAGE) {
            return new Reading(several ? Form.MESSAGES : Form.MESSAGE, null, message(field, read, item, path));
        }
        if (!ProtobufKinds.canBe(field, read, item.kind())) {
            throw mismatch(
                    path,
                    "a field of type " + field.getType().name().toLowerCase(java.util.Locale.ROOT)
                            + " cannot be read as " + item.kind().kindName());
        }
        return new Reading(
                several ? Form.VALUES : Form.SINGLE, ProtobufKinds.value(field, read, item.kind(), path), null);
    }

    /** A field that was a list and is none any more: its last value counts. */
    private static boolean isLastOfList(FieldDescriptor field, FieldDescriptor read, ValueType type) {
        return field.isRepeated() && !read.isRepeated() && type.kind() != ValueKind.ARRAY;
    }

    private MessagePlan message(FieldDescriptor field, FieldDescriptor read, ValueType type, String path)
            throws UnreadableValueException {
        if (field.getType() == FieldDescriptor.Type.GROUP) {
            throw mismatch(path, "groups are not read");
        }
        Descriptor written = field.getMessageType();
        Descriptor wanted = read.getJavaType() == JavaType.MESSAGE ? read.getMessageType() : written;
        if (type instanceof ValueType.Structure structure) {
            return declared(written, wanted, structure.type(), path);
        }
        Optional<WellKnownMessage> known = WellKnownMessage.of(written);
        if (known.isPresent()) {
            return wellKnown.plan(known.get(), written, type.kind(), path);
        }
        if (type.kind() != ValueKind.ANY) {
            throw mismatch(path, "a message cannot be read as " + type.kind().kindName());
        }
        return whole(written, wanted, path);
    }

    /** A message with all that is in it, as an object without declared properties. */
    MessagePlan whole(Descriptor written, Descriptor read, String path) throws UnreadableValueException {
        Pair pair = new Pair(written, read, path);
        MessagePlan known = wholes.get(pair);
        if (known != null) {
            return known;
        }
        MessagePlan plan = new MessagePlan(new MessageBody.Properties(), path);
        wholes.put(pair, plan);
        fields(written, read, path).fill(plan);
        return plan;
    }

    /** Steps for all fields of a message. */
    PlanSteps fields(Descriptor written, Descriptor read, String path) throws UnreadableValueException {
        PlanSteps steps = new PlanSteps();
        for (FieldDescriptor field : written.getFields()) {
            FieldDescriptor same = read.findFieldByNumber(field.getNumber());
            boolean comparable = same != null && same.isMapField() == field.isMapField();
            if (field.getType() != FieldDescriptor.Type.GROUP) {
                byte[] name = (same == null ? field : same).getName().getBytes(StandardCharsets.UTF_8);
                step(steps, field, comparable ? same : field, ANY, StepTarget.any(name, path));
            }
        }
        return steps;
    }

    private MessagePlan entry(FieldDescriptor field, FieldDescriptor read, String path)
            throws UnreadableValueException {
        MessagePlan plan = new MessagePlan(new MessageBody.Properties(), path);
        PlanSteps steps = new PlanSteps();
        for (int number = 1; number <= 2; number++) {
            FieldDescriptor part = field.getMessageType().findFieldByNumber(number);
            FieldDescriptor same = read.getMessageType().findFieldByNumber(number);
            Reading reading = reading(part, same, ANY, path);
            StepTarget target = StepTarget.property(0, path);
            boolean message = reading.form() == Form.MESSAGE;
            steps.add(
                    part,
                    message ? target : target.withStandIn(ProtobufKinds.standIn(part)),
                    reading,
                    message ? Absence.EMPTY : Absence.DEFAULT);
        }
        steps.fill(plan);
        return plan;
    }

    private static Absence absence(@Nullable FieldDescriptor written, FieldDescriptor field, Form form) {
        return switch (form) {
            case VALUES, MESSAGES, MAP -> Absence.EMPTY;
            case MARK -> Absence.LEFT;
            case MESSAGE -> written != null && written.isRequired() ? Absence.REFUSED : Absence.LEFT;
            case SINGLE -> {
                if (written != null && written.isRequired()) {
                    yield Absence.REFUSED;
                }
                boolean implied = !field.isRepeated() && (!field.hasPresence() || field.hasDefaultValue());
                yield implied ? Absence.DEFAULT : Absence.LEFT;
            }
        };
    }

    static UnreadableValueException mismatch(String path, String what) {
        return new UnreadableValueException(Cause.SCHEMA_MISMATCH, path.isEmpty() ? what : path + ": " + what);
    }
}
