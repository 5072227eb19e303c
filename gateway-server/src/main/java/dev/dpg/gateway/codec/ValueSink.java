package dev.dpg.gateway.codec;

/**
 * Takes the values of one record in the order in which they are stored. Calls are well formed: {@link #beginObject} first and
 * {@link #endObject} last, in an object a {@link #property} before each value, in an array values only. Properties that the
 * product's type does not declare are never pushed, so a property is named by its index among the declared ones of its object
 * ({@link dev.dpg.gateway.product.RecordType#properties}). Values have the declared kind: a reader converts, or refuses the
 * record. Within a value of kind {@code ANY} objects have {@link #anyProperty}s instead, and values are text, numbers, integers,
 * booleans and nulls.
 *
 * <p>Arrays are handed over for the time of the call. Not thread-safe.
 */
public interface ValueSink {
    /** The record itself, or an object within it. */
    void beginObject();

    /** The end of the object begun last. */
    void endObject();

    /** The property of the object begun last whose value comes next: its index among the declared ones. */
    void property(int index);

    /** Within a value of kind {@code ANY}: the name of the property whose value comes next, valid UTF-8. */
    void anyProperty(byte[] bytes, int from, int to);

    /** A list. */
    void beginArray();

    /** The end of the list begun last. */
    void endArray();

    /** A value that is null. */
    void nullValue();

    /** {@code BOOLEAN}. */
    void booleanValue(boolean value);

    /** {@code INTEGER}. */
    void integerValue(long value);

    /** {@code NUMBER}; also infinite or not a number, where the format knows these. */
    void numberValue(double value);

    /** {@code DECIMAL}: plain digits with an optional sign and point, as ASCII. */
    void decimalValue(byte[] bytes, int from, int to);

    /** {@code STRING}: valid UTF-8. */
    void textValue(byte[] bytes, int from, int to);

    /** {@code BYTES}. */
    void bytesValue(byte[] bytes, int from, int to);

    /** {@code DATE}: days since 1970-01-01. */
    void dateValue(long epochDay);

    /** {@code TIME}: nanoseconds since midnight. */
    void timeValue(long nanoOfDay);

    /** {@code TIMESTAMP}: seconds since 1970-01-01T00:00:00Z, and nanoseconds from 0 to 999 999 999 on top. */
    void timestampValue(long epochSecond, int nano);
}
