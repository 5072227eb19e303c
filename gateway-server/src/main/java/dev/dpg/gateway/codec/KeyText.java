package dev.dpg.gateway.codec;

import java.nio.charset.StandardCharsets;

/** Takes the key of a map, a text, a whole number or a boolean, and makes a name of it. */
final class KeyText implements ValueSink {
    private String text = "";

    String text() {
        return text;
    }

    @Override
    public void booleanValue(boolean value) {
        text = Boolean.toString(value);
    }

    @Override
    public void integerValue(long value) {
        text = Long.toString(value);
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) {
        text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void beginObject() {
        throw noKey();
    }

    @Override
    public void endObject() {
        throw noKey();
    }

    @Override
    public void property(int index) {
        throw noKey();
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) {
        throw noKey();
    }

    @Override
    public void beginArray() {
        throw noKey();
    }

    @Override
    public void endArray() {
        throw noKey();
    }

    @Override
    public void nullValue() {
        throw noKey();
    }

    @Override
    public void numberValue(double value) {
        throw noKey();
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) {
        throw noKey();
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) {
        throw noKey();
    }

    @Override
    public void dateValue(long epochDay) {
        throw noKey();
    }

    @Override
    public void timeValue(long nanoOfDay) {
        throw noKey();
    }

    @Override
    public void timestampValue(long epochSecond, int nano) {
        throw noKey();
    }

    private static IllegalStateException noKey() {
        return new IllegalStateException("protobuf allows no such key");
    }
}
