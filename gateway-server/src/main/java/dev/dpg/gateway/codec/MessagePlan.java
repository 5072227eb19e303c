package dev.dpg.gateway.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How messages of one type are read: a step for each field that is looked at. Made once and then only read; a message may hold
 * itself, so it is filled after it is made.
 */
final class MessagePlan {
    /** Numbers below this are found by index. */
    private static final int DIRECT_MAX = 256;

    private static final FieldStep[] NONE = new FieldStep[0];

    private final MessageBody body;
    private final String path;
    /** In the order in which values are pushed. */
    private FieldStep[] steps = NONE;
    /** By field number, with holes. */
    private @Nullable FieldStep[] direct = NONE;
    /** The others, by ascending field number. */
    private FieldStep[] beyond = NONE;

    private int slots;

    MessagePlan(MessageBody body, String path) {
        this.body = body;
        this.path = path;
    }

    /** Fills it: in the order in which values are pushed, slots given from 0 on. */
    void fill(List<FieldStep> all, int slotCount) {
        steps = all.toArray(FieldStep[]::new);
        slots = slotCount;
        int highest = all.stream()
                .mapToInt(FieldStep::number)
                .filter(number -> number < DIRECT_MAX)
                .max()
                .orElse(0);
        direct = new FieldStep[highest + 1];
        for (FieldStep step : all) {
            if (step.number() < DIRECT_MAX && step.number() > 0) {
                direct[step.number()] = step;
            }
        }
        beyond = all.stream()
                .filter(step -> step.number() >= DIRECT_MAX)
                .sorted(java.util.Comparator.comparingInt(FieldStep::number))
                .toArray(FieldStep[]::new);
    }

    MessageBody body() {
        return body;
    }

    String path() {
        return path;
    }

    /** Numbers that a message of it needs while it is read. */
    int slots() {
        return slots;
    }

    int size() {
        return steps.length;
    }

    FieldStep step(int index) {
        return steps[index];
    }

    /** The step of a field; null where the field is left out. */
    @Nullable
    FieldStep find(int number) {
        if (number < direct.length) {
            return direct[number];
        }
        int low = 0;
        int high = beyond.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = beyond[middle].number();
            if (found == number) {
                return beyond[middle];
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
