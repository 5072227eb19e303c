package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.ValueKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Steps of single values of a declared kind: what was written, as the reader's type, as the contract's kind. */
final class AvroScalars {
    private static final int UUID_BYTES = 16;
    private static final long MILLIS = 1_000;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;

    private final Schema.Type stored;
    private final Schema.Type read;
    private final int fixedSize;
    private final Optional<LogicalType> logical;
    private final String path;

    /**
     * Of a value that was written as one type and is read as another.
     *
     * @param path for messages
     */
    AvroScalars(Schema writer, Schema reader, String path) {
        this.stored = writer.getType();
        this.read = reader.getType();
        this.fixedSize = stored == Schema.Type.FIXED ? writer.getFixedSize() : 0;
        // The bytes were written in the writer's unit, whatever the reader calls it.
        this.logical =
                Optional.ofNullable(writer.getLogicalType()).or(() -> Optional.ofNullable(reader.getLogicalType()));
        this.path = path;
    }

    /** The step for a kind; empty where the value is nothing of the kind. */
    Optional<AvroStep> of(ValueKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case BOOLEAN ->
                        stored == Schema.Type.BOOLEAN ? (in, sink) -> sink.booleanValue(in.readBoolean()) : null;
                    case INTEGER -> isInteger() ? integer() : null;
                    case NUMBER -> number().orElse(null);
                    case DECIMAL -> decimalOf(false).orElse(null);
                    case STRING -> text().orElse(null);
                    case BYTES -> bytes().orElse(null);
                    case DATE -> date().orElse(null);
                    case TIME -> time().orElse(null);
                    case TIMESTAMP -> timestamp().orElse(null);
                    case OBJECT, ARRAY, ANY -> null;
                });
    }

    private boolean isInteger() {
        return stored == Schema.Type.INT || stored == Schema.Type.LONG;
    }

    private AvroStep integer() {
        return stored == Schema.Type.INT
                ? (in, sink) -> sink.integerValue(in.readInt())
                : (in, sink) -> sink.integerValue(in.readLong());
    }

    private Optional<AvroStep> number() {
        return switch (stored) {
            case FLOAT -> Optional.of((in, sink) -> sink.numberValue(in.readFloat()));
            case DOUBLE -> Optional.of((in, sink) -> sink.numberValue(in.readDouble()));
            case INT ->
                Optional.of(
                        read == Schema.Type.FLOAT
                                ? (in, sink) -> sink.numberValue((float) in.readInt())
                                : (in, sink) -> sink.numberValue(in.readInt()));
            case LONG ->
                Optional.of(
                        read == Schema.Type.FLOAT
                                ? (in, sink) -> sink.numberValue((float) in.readLong())
                                : (in, sink) -> sink.numberValue((double) in.readLong()));
            default ->
                decimal()
                        .map(decimal ->
                                (in, sink) -> sink.numberValue(decimal.read(in).doubleValue()));
        };
    }

    /** Reads a decimal. */
    private interface Decimal {
        BigDecimal read(AvroInput in) throws UnreadableValueException;
    }

    private Optional<Decimal> decimal() {
        if (logical.filter(LogicalTypes.Decimal.class::isInstance).isPresent()) {
            int scale = ((LogicalTypes.Decimal) logical.get()).getScale();
            if (stored == Schema.Type.FIXED) {
                return Optional.of(in -> {
                    int from = in.take(fixedSize);
                    return AvroDecimals.of(in.bytes(), from, in.at(), scale, path);
                });
            }
            return Optional.of(in -> {
                int from = in.takeBytes();
                return AvroDecimals.of(in.bytes(), from, in.at(), scale, path);
            });
        }
        if (isLogical("big-decimal")) {
            return Optional.of(this::bigDecimal);
        }
        return Optional.empty();
    }

    /** Bytes that hold the unscaled number as bytes, and the scale as an int. */
    private BigDecimal bigDecimal(AvroInput in) throws UnreadableValueException {
        int from = in.takeBytes();
        AvroInput content = new AvroInput(in.bytes(), from, in.at());
        int unscaled = content.takeBytes();
        int end = content.at();
        int scale = content.readInt();
        content.requireEnd();
        return AvroDecimals.of(in.bytes(), unscaled, end, scale, path);
    }

    private Optional<AvroStep> decimalOf(boolean asText) {
        Optional<AvroStep> decimal = decimal()
                .map(one -> asText
                        ? (in, sink) -> AvroDecimals.pushText(one.read(in), sink)
                        : (in, sink) -> AvroDecimals.push(one.read(in), sink));
        if (decimal.isEmpty() && isInteger()) {
            return Optional.of((in, sink) -> AvroDecimals.push(BigDecimal.valueOf(in.readLong()), sink));
        }
        return decimal;
    }

    private Optional<AvroStep> text() {
        if (stored == Schema.Type.FIXED && fixedSize == UUID_BYTES && isLogical("uuid")) {
            return Optional.of(AvroScalars::uuid);
        }
        boolean text = stored == Schema.Type.STRING || (stored == Schema.Type.BYTES && read == Schema.Type.STRING);
        return text ? Optional.of(AvroScalars::string) : Optional.empty();
    }

    private static void string(AvroInput in, ValueSink sink) throws UnreadableValueException {
        int from = in.takeText();
        sink.textValue(in.bytes(), from, in.at());
    }

    private static void uuid(AvroInput in, ValueSink sink) throws UnreadableValueException {
        int from = in.take(UUID_BYTES);
        long[] halves = new long[2];
        for (int i = 0; i < UUID_BYTES; i++) {
            halves[i / 8] = (halves[i / 8] << Byte.SIZE) | (in.bytes()[from + i] & 0xFF);
        }
        byte[] text = new UUID(halves[0], halves[1]).toString().getBytes(StandardCharsets.US_ASCII);
        sink.textValue(text, 0, text.length);
    }

    private Optional<AvroStep> bytes() {
        return switch (stored) {
            case FIXED ->
                Optional.of((in, sink) -> {
                    int from = in.take(fixedSize);
                    sink.bytesValue(in.bytes(), from, in.at());
                });
            case BYTES, STRING ->
                Optional.of((in, sink) -> {
                    int from = in.takeBytes();
                    sink.bytesValue(in.bytes(), from, in.at());
                });
            default -> Optional.empty();
        };
    }

    private Optional<AvroStep> date() {
        if (stored == Schema.Type.INT && isLogical("date")) {
            return Optional.of((in, sink) -> sink.dateValue(Limits.day(in.readInt(), path)));
        }
        return stored != Schema.Type.STRING
                ? Optional.empty()
                : Optional.of((in, sink) -> {
                    int from = in.takeText();
                    sink.dateValue(TextTimes.date(in.bytes(), from, in.at(), path));
                });
    }

    private Optional<AvroStep> time() {
        if (isInteger() && isLogical("time-millis")) {
            return Optional.of(timeStep(NANOS / MILLIS));
        }
        if (isInteger() && isLogical("time-micros")) {
            return Optional.of(timeStep(NANOS / MICROS));
        }
        return stored != Schema.Type.STRING
                ? Optional.empty()
                : Optional.of((in, sink) -> {
                    int from = in.takeText();
                    sink.timeValue(TextTimes.time(in.bytes(), from, in.at(), path));
                });
    }

    private AvroStep timeStep(long nanosPerUnit) {
        return (in, sink) -> {
            long units = in.readLong();
            boolean fits = units >= 0 && units <= Long.MAX_VALUE / nanosPerUnit;
            sink.timeValue(Limits.nanoOfDay(fits ? units * nanosPerUnit : -1, path));
        };
    }

    private Optional<AvroStep> timestamp() {
        if (stored == Schema.Type.STRING) {
            return Optional.of((in, sink) -> {
                int from = in.takeText();
                TextTimes.timestamp(in.bytes(), from, in.at(), path, sink);
            });
        }
        if (!isInteger()) {
            return Optional.empty();
        }
        return switch (logical.map(LogicalType::getName).orElse("")) {
            case "", "timestamp-millis", "local-timestamp-millis" -> Optional.of(timestampStep(MILLIS));
            case "timestamp-micros", "local-timestamp-micros" -> Optional.of(timestampStep(MICROS));
            case "timestamp-nanos", "local-timestamp-nanos" -> Optional.of(timestampStep(NANOS));
            default -> Optional.empty();
        };
    }

    private AvroStep timestampStep(long unitsPerSecond) {
        int nanosPerUnit = (int) (NANOS / unitsPerSecond);
        return (in, sink) -> {
            long units = in.readLong();
            long second = Limits.second(Math.floorDiv(units, unitsPerSecond), path);
            sink.timestampValue(second, (int) Math.floorMod(units, unitsPerSecond) * nanosPerUnit);
        };
    }

    private boolean isLogical(String name) {
        return logical.filter(type -> type.getName().equals(name)).isPresent();
    }

    /** The step of a value without a declared kind: text, number, integer or boolean. */
    Optional<AvroStep> any() {
        Optional<AvroStep> special = decimal()
                .map(decimal -> (AvroStep) (in, sink) -> AvroDecimals.pushText(decimal.read(in), sink))
                .or(this::timeAsText);
        return special.or(() -> switch (stored) {
            case BOOLEAN -> of(ValueKind.BOOLEAN);
            case INT, LONG ->
                read == Schema.Type.FLOAT || read == Schema.Type.DOUBLE ? number() : of(ValueKind.INTEGER);
            case FLOAT, DOUBLE -> number();
            case STRING -> read == Schema.Type.BYTES ? bytes().map(AsText::new) : text();
            case BYTES, FIXED -> text().or(() -> bytes().map(AsText::new));
            default -> Optional.empty();
        });
    }

    private Optional<AvroStep> timeAsText() {
        return logical.isEmpty() || !isInteger()
                ? Optional.empty()
                : date().or(this::time).or(this::timestampOfLogical).map(AsText::new);
    }

    private Optional<AvroStep> timestampOfLogical() {
        return logical.isEmpty() ? Optional.empty() : timestamp();
    }

    /** A step whose value is pushed as the text that it is in JSON. */
    private record AsText(AvroStep step) implements AvroStep {
        @Override
        public void read(AvroInput in, ValueSink sink) throws UnreadableValueException {
            step.read(in, new TextSink(sink));
        }
    }
}
