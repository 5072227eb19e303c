package dev.dpg.gateway.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.dpg.gateway.codec.FieldStep.Absence;
import dev.dpg.gateway.codec.FieldStep.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the steps of one message and gives out their slots. */
final class PlanSteps {
    /** Of a field that the writer does not know. */
    static final int NEVER = 0;

    private static final int NUMBERS_OF_A_FIELD = 2;

    private final List<FieldStep> steps = new ArrayList<>();
    private final Set<Integer> numbers = new HashSet<>();
    private final Map<OneofDescriptor, Integer> oneofs = new HashMap<>();
    private int slots;

    /** How a field is read: its form, and how a value or a message of it is. */
    record Reading(
            Form form, @Nullable WireValue value, @Nullable MessagePlan message) {}

    /** Whether a field has no step yet. */
    boolean isFree(int number) {
        return number == NEVER || numbers.add(number);
    }

    /** @param written the field as it was written; null where the writer does not know it */
    void add(@Nullable FieldDescriptor written, StepTarget target, Reading reading, Absence absence) {
        int slot = slots;
        slots += NUMBERS_OF_A_FIELD;
        OneofDescriptor oneof = written == null ? null : written.getRealContainingOneof();
        int oneofSlot = oneof == null ? -1 : oneofs.computeIfAbsent(oneof, one -> slots++);
        int number = written == null ? NEVER : written.getNumber();
        steps.add(new FieldStep(
                number, slot, oneofSlot, target, reading.form(), reading.value(), reading.message(), absence));
    }

    /** A field of which only a number is wanted. */
    void add(int number, WireValue value, String path) {
        steps.add(
                new FieldStep(number, slots, -1, StepTarget.property(0, path), Form.SINGLE, value, null, Absence.LEFT));
        slots += NUMBERS_OF_A_FIELD;
    }

    /** Fields that nobody asks for, but that unset those that somebody does. */
    void markOthers() {
        for (OneofDescriptor oneof : List.copyOf(oneofs.keySet())) {
            for (FieldDescriptor field : oneof.getFields()) {
                if (numbers.add(field.getNumber())) {
                    add(field, StepTarget.property(0, ""), new Reading(Form.MARK, null, null), Absence.LEFT);
                }
            }
        }
    }

    void fill(MessagePlan plan) {
        plan.fill(steps, slots);
    }
}
