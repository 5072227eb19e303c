package dev.dpg.gateway.codec;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Pushes single values on as the text that they are in JSON, for values without a type, which know no other kinds. */
record TextSink(ValueSink target) implements ValueSink {
    @Override
    public void bytesValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        byte[] text = Base64.getEncoder()
                .encode(ByteBuffer.wrap(bytes, from, to - from))
                .array();
        target.textValue(text, 0, text.length);
    }

    @Override
    public void dateValue(long epochDay) throws UnreadableValueException {
        WireBuffer text = new WireBuffer(0);
        TextForms.date(text, epochDay);
        target.textValue(text.array(), 0, text.size());
    }

    @Override
    public void timeValue(long nanoOfDay) throws UnreadableValueException {
        WireBuffer text = new WireBuffer(0);
        TextForms.time(text, nanoOfDay);
        target.textValue(text.array(), 0, text.size());
    }

    @Override
    public void timestampValue(long epochSecond, int nano) throws UnreadableValueException {
        WireBuffer text = new WireBuffer(0);
        TextForms.timestamp(text, epochSecond, nano);
        target.textValue(text.array(), 0, text.size());
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        target.textValue(bytes, from, to);
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        target.textValue(bytes, from, to);
    }

    @Override
    public void integerValue(long value) throws UnreadableValueException {
        target.integerValue(value);
    }

    @Override
    public void numberValue(double value) throws UnreadableValueException {
        target.numberValue(value);
    }

    @Override
    public void booleanValue(boolean value) throws UnreadableValueException {
        target.booleanValue(value);
    }

    @Override
    public void nullValue() throws UnreadableValueException {
        target.nullValue();
    }

    @Override
    public void beginObject() throws UnreadableValueException {
        target.beginObject();
    }

    @Override
    public void endObject() throws UnreadableValueException {
        target.endObject();
    }

    @Override
    public void property(int index) throws UnreadableValueException {
        target.property(index);
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) throws UnreadableValueException {
        target.anyProperty(bytes, from, to);
    }

    @Override
    public void beginArray() throws UnreadableValueException {
        target.beginArray();
    }

    @Override
    public void endArray() throws UnreadableValueException {
        target.endArray();
    }
}
