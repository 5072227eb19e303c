package dev.dpg.gateway.codec;

/**
 * Takes the values of one record in the order in which they are stored. Calls are well formed: {@link #beginObject} first and
 * {@link #endObject} last, in an object a {@link #property} before each value, in an array values only. Properties that the
 * product's type does not declare are never pushed, so a property is named by its index among the declared ones of its object
 * ({@link dev.dpg.gateway.product.RecordType#properties}). Values have the declared kind: a reader converts, or refuses the
 * record. Within a value of kind {@code ANY} objects have {@link #anyProperty}s instead, and values are text, numbers, integers,
 * booleans and nulls.
 *
 * <p>A sink may refuse what it cannot take, as an encoding that has no form for a number that is none; the reader gives up
 * then, and the sink is of no more use for this record.
 *
 * <p>Arrays are handed over for the time of the call. Not thread-safe.
 */
public interface ValueSink {
    /** The record itself, or an object within it. */
    void beginObject() throws UnreadableValueException;

    /** The end of the object begun last. */
    void endObject() throws UnreadableValueException;

    /** The property of the object begun last whose value comes next: its index among the declared ones. */
    void property(int index) throws UnreadableValueException;

    /** Within a value of kind {@code ANY}: the name of the property whose value comes next, valid UTF-8. */
    void anyProperty(byte[] bytes, int from, int to) throws UnreadableValueException;

    /** A list. */
    void beginArray() throws UnreadableValueException;

    /** The end of the list begun last. */
    void endArray() throws UnreadableValueException;

    /** A value that is null. */
    void nullValue() throws UnreadableValueException;

    /** {@code BOOLEAN}. */
    void booleanValue(boolean value) throws UnreadableValueException;

    /** {@code INTEGER}. */
    void integerValue(long value) throws UnreadableValueException;

    /** {@code NUMBER}; also infinite or not a number, where the format knows these. */
    void numberValue(double value) throws UnreadableValueException;

    /** {@code DECIMAL}: plain digits with an optional sign and point, as ASCII. */
    void decimalValue(byte[] bytes, int from, int to) throws UnreadableValueException;

    /** {@code STRING}: valid UTF-8. */
    void textValue(byte[] bytes, int from, int to) throws UnreadableValueException;

    /** {@code BYTES}. */
    void bytesValue(byte[] bytes, int from, int to) throws UnreadableValueException;

    /** {@code DATE}: days since 1970-01-01. */
    void dateValue(long epochDay) throws UnreadableValueException;

    /** {@code TIME}: nanoseconds since midnight. */
    void timeValue(long nanoOfDay) throws UnreadableValueException;

    /** {@code TIMESTAMP}: seconds since 1970-01-01T00:00:00Z, and nanoseconds from 0 to 999 999 999 on top. */
    void timestampValue(long epochSecond, int nano) throws UnreadableValueException;

    /**
     * Whether {@link #numberText} is called in place of {@link #integerValue} and {@link #numberValue} where a value is stored
     * as JSON text.
     */
    default boolean takesNumberText() {
        return false;
    }

    /** {@code INTEGER}, {@code NUMBER}, or a number within {@code ANY}, as it stands in JSON text; in range of its kind. */
    default void numberText(byte[] bytes, int from, int to) throws UnreadableValueException {
        throw new IllegalStateException("a sink that takes numbers as text writes this method");
    }
}
