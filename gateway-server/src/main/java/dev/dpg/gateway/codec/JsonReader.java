package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.JsonPlan.Node;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads one JSON text and pushes what is declared of it; the rest is skipped, and has to be JSON all the same. */
final class JsonReader {
    /** A number of so many characters without an exponent surely is a double. */
    private static final int SURELY_FINITE = 300;
    /** Characters of a number that is given as digits. */
    private static final int DECIMAL_DIGITS_MAX = 1_000;

    private static final int BITS = Long.SIZE;

    private final JsonScanner text;
    private final ValueSink sink;
    private final boolean numbersAsText;

    JsonReader(byte[] bytes, int from, int to, ValueSink sink) {
        this.text = new JsonScanner(bytes, from, to);
        this.sink = sink;
        this.numbersAsText = sink.takesNumberText();
    }

    void read(JsonPlan plan) throws UnreadableValueException {
        if (text.peek() != '{') {
            throw Limits.at("", "no JSON object");
        }
        object(plan, 1);
        text.requireEnd();
    }

    private void object(JsonPlan plan, int depth) throws UnreadableValueException {
        JsonScanner.requireDepth(depth);
        text.require('{');
        sink.beginObject();
        if (!text.accept('}')) {
            long[] seen = new long[(plan.size() + BITS - 1) / BITS];
            int expected = 0;
            do {
                text.string();
                int index = plan.find(text.textBytes(), text.textFrom(), text.textTo(), expected);
                text.require(':');
                if (index == JsonPlan.UNDECLARED) {
                    text.skip(depth);
                } else {
                    markSeen(seen, index, plan);
                    sink.property(index);
                    value(plan.node(index), depth);
                    expected = index + 1;
                }
            } while (text.accept(','));
            text.require('}');
        }
        sink.endObject();
    }

    private static void markSeen(long[] seen, int index, JsonPlan plan) throws UnreadableValueException {
        long bit = 1L << index % BITS;
        if ((seen[index / BITS] & bit) != 0) {
            throw Limits.at(plan.node(index).path(), "stands in its object twice");
        }
        seen[index / BITS] |= bit;
    }

    private void value(Node node, int depth) throws UnreadableValueException {
        int next = text.peek();
        if (next == 'n') {
            text.word("null");
            sink.nullValue();
            return;
        }
        switch (node.kind()) {
            case BOOLEAN -> booleanValue(node, next);
            case INTEGER -> integer(node, next);
            case NUMBER -> number(node, next);
            case DECIMAL -> decimal(node, next);
            case STRING -> {
                string(node, next);
                sink.textValue(text.textBytes(), text.textFrom(), text.textTo());
            }
            case BYTES -> bytes(node, next);
            case DATE -> {
                string(node, next);
                sink.dateValue(TextTimes.date(text.textBytes(), text.textFrom(), text.textTo(), node.path()));
            }
            case TIME -> {
                string(node, next);
                sink.timeValue(TextTimes.time(text.textBytes(), text.textFrom(), text.textTo(), node.path()));
            }
            case TIMESTAMP -> timestamp(node, next);
            case OBJECT -> {
                JsonPlan plan = node.object();
                if (next != '{' || plan == null) {
                    throw mismatch(node, next);
                }
                object(plan, depth + 1);
            }
            case ARRAY -> array(node, next, depth + 1);
            case ANY -> any(depth);
        }
    }

    private void array(Node node, int next, int depth) throws UnreadableValueException {
        Node item = node.item();
        if (next != '[' || item == null) {
            throw mismatch(node, next);
        }
        JsonScanner.requireDepth(depth);
        text.require('[');
        sink.beginArray();
        if (!text.accept(']')) {
            do {
                value(item, depth);
            } while (text.accept(','));
            text.require(']');
        }
        sink.endArray();
    }

    private void booleanValue(Node node, int next) throws UnreadableValueException {
        if (next == 't') {
            text.word("true");
            sink.booleanValue(true);
        } else if (next == 'f') {
            text.word("false");
            sink.booleanValue(false);
        } else {
            throw mismatch(node, next);
        }
    }

    private void string(Node node, int next) throws UnreadableValueException {
        if (next != '"') {
            throw mismatch(node, next);
        }
        text.string();
    }

    private void numberText(Node node, int next) throws UnreadableValueException {
        if (next != '-' && (next < '0' || next > '9')) {
            throw mismatch(node, next);
        }
        text.number();
    }

    private void integer(Node node, int next) throws UnreadableValueException {
        numberText(node, next);
        if (numbersAsText && text.surelyLong()) {
            sink.numberText(text.textBytes(), text.textFrom(), text.textTo());
            return;
        }
        long value = longValue(node);
        if (numbersAsText) {
            sink.numberText(text.textBytes(), text.textFrom(), text.textTo());
        } else {
            sink.integerValue(value);
        }
    }

    private void number(Node node, int next) throws UnreadableValueException {
        numberText(node, next);
        boolean surelyFinite = text.integral() && text.textTo() - text.textFrom() < SURELY_FINITE;
        double value = numbersAsText && surelyFinite ? 0 : Double.parseDouble(numberString());
        if (Double.isInfinite(value)) {
            throw Limits.outOfRange(node.path(), "a number beyond those of 64 bits");
        }
        if (numbersAsText) {
            sink.numberText(text.textBytes(), text.textFrom(), text.textTo());
        } else {
            sink.numberValue(value);
        }
    }

    /** An integer of 64 bits; one may be written as 1.0 or 1e3, too. */
    private long longValue(Node node) throws UnreadableValueException {
        if (text.surelyLong()) {
            return shortLong();
        }
        try {
            return new BigDecimal(decimalString(node)).longValueExact();
        } catch (ArithmeticException | NumberFormatException notLong) {
            throw Limits.outOfRange(node.path(), "a number that is no integer of 64 bits");
        }
    }

    private long shortLong() {
        byte[] bytes = text.textBytes();
        int at = text.textFrom();
        boolean negative = bytes[at] == '-';
        long value = 0;
        for (at += negative ? 1 : 0; at < text.textTo(); at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return negative ? -value : value;
    }

    private void decimal(Node node, int next) throws UnreadableValueException {
        if (next == '"') {
            text.string();
        } else {
            numberText(node, next);
        }
        try {
            BigDecimal value = new BigDecimal(decimalString(node));
            if (Math.abs((long) value.scale()) > DECIMAL_DIGITS_MAX) {
                throw Limits.outOfRange(node.path(), "a decimal of more than " + DECIMAL_DIGITS_MAX + " digits");
            }
            byte[] digits = TextForms.ascii(value.toPlainString());
            sink.decimalValue(digits, 0, digits.length);
        } catch (NumberFormatException noNumber) {
            throw Limits.at(node.path(), "no decimal number");
        }
    }

    private String decimalString(Node node) throws UnreadableValueException {
        if (text.textTo() - text.textFrom() > DECIMAL_DIGITS_MAX) {
            throw Limits.outOfRange(node.path(), "a number of more than " + DECIMAL_DIGITS_MAX + " digits");
        }
        return numberString();
    }

    private String numberString() {
        return new String(
                text.textBytes(), text.textFrom(), text.textTo() - text.textFrom(), StandardCharsets.ISO_8859_1);
    }

    private void bytes(Node node, int next) throws UnreadableValueException {
        string(node, next);
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(java.util.Arrays.copyOfRange(text.textBytes(), text.textFrom(), text.textTo()));
            sink.bytesValue(decoded, 0, decoded.length);
        } catch (IllegalArgumentException noBase64) {
            throw Limits.at(node.path(), "no base64");
        }
    }

    private void timestamp(Node node, int next) throws UnreadableValueException {
        if (next == '"') {
            text.string();
            TextTimes.timestamp(text.textBytes(), text.textFrom(), text.textTo(), node.path(), sink);
            return;
        }
        numberText(node, next);
        long millis = longValue(node);
        long second = Limits.second(Math.floorDiv(millis, 1_000L), node.path());
        sink.timestampValue(second, (int) Math.floorMod(millis, 1_000L) * 1_000_000);
    }

    private void any(int depth) throws UnreadableValueException {
        switch (text.peek()) {
            case '{' -> anyObject(depth + 1);
            case '[' -> anyArray(depth + 1);
            case '"' -> {
                text.string();
                sink.textValue(text.textBytes(), text.textFrom(), text.textTo());
            }
            case 't' -> {
                text.word("true");
                sink.booleanValue(true);
            }
            case 'f' -> {
                text.word("false");
                sink.booleanValue(false);
            }
            case 'n' -> {
                text.word("null");
                sink.nullValue();
            }
            default -> anyNumber();
        }
    }

    private void anyObject(int depth) throws UnreadableValueException {
        JsonScanner.requireDepth(depth);
        text.require('{');
        sink.beginObject();
        if (!text.accept('}')) {
            do {
                text.string();
                sink.anyProperty(text.textBytes(), text.textFrom(), text.textTo());
                text.require(':');
                any(depth);
            } while (text.accept(','));
            text.require('}');
        }
        sink.endObject();
    }

    private void anyArray(int depth) throws UnreadableValueException {
        JsonScanner.requireDepth(depth);
        text.require('[');
        sink.beginArray();
        if (!text.accept(']')) {
            do {
                any(depth);
            } while (text.accept(','));
            text.require(']');
        }
        sink.endArray();
    }

    private void anyNumber() throws UnreadableValueException {
        text.number();
        if (numbersAsText) {
            sink.numberText(text.textBytes(), text.textFrom(), text.textTo());
        } else if (text.surelyLong()) {
            sink.integerValue(shortLong());
        } else {
            largeNumber();
        }
    }

    private void largeNumber() throws UnreadableValueException {
        if (text.integral() && text.textTo() - text.textFrom() <= 20) {
            try {
                sink.integerValue(Long.parseLong(numberString()));
                return;
            } catch (NumberFormatException larger) {
                // A double then.
            }
        }
        sink.numberValue(Double.parseDouble(numberString()));
    }

    private UnreadableValueException mismatch(Node node, int next) {
        String found = switch (next) {
            case '{' -> "an object";
            case '[' -> "a list";
            case '"' -> "text";
            case 't', 'f' -> "a boolean";
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
            default -> "";
        };
        return found.isEmpty()
                ? text.broken()
                : Limits.at(
                        node.path(),
                        found + " where the contract has " + node.kind().kindName());
    }
}
