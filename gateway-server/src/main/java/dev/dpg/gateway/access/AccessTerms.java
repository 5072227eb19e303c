package dev.dpg.gateway.access;

import dev.dpg.gateway.product.PortName;
import java.time.Duration;
import java.util.List;

/**
 * What is asked for or granted.
 *
 * @param product the pinned product
 * @param fields paths of the properties that may be read, with all that is within them; empty: all
 * @param unmaskedFields paths of the properties that are read without their mask
 * @param rows only records that fulfil this expression may be read; empty: all
 * @param purpose what for
 */
public record AccessTerms(
        PortName product, List<String> fields, List<String> unmaskedFields, String rows, String purpose) {
    /** The shortest that access is given for. */
    public static final Duration DURATION_MIN = Duration.ofMinutes(1);
    /** The longest. */
    public static final Duration DURATION_MAX = Duration.ofDays(3653);
    /** What holds where nothing is said. */
    public static final Duration DURATION_DEFAULT = Duration.ofDays(90);

    public AccessTerms {
        fields = fields.stream().distinct().sorted().toList();
        unmaskedFields = unmaskedFields.stream().distinct().sorted().toList();
    }
}
