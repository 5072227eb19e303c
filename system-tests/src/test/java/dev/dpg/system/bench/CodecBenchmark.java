package dev.dpg.system.bench;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import dev.dpg.gateway.codec.EncodingSink;
import dev.dpg.gateway.codec.JsonShape;
import dev.dpg.gateway.codec.JsonSink;
import dev.dpg.gateway.codec.MessageShape;
import dev.dpg.gateway.codec.ProtobufSink;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per record: values from Avro and protobuf by the gateway's own steps, and by the generic paths of the libraries. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CodecBenchmark {
    private static final int BYTES_MAX = 1 << 20;

    /** Which records. */
    @Param({"FLIGHT", "ORDER"})
    @SuppressWarnings("NullAway.Init") // set before every trial
    public String record;

    private final WireBuffer out = new WireBuffer(4096);
    private final JsonFormat.Printer printer =
            JsonFormat.printer().omittingInsignificantWhitespace().preservingProtoFieldNames();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private int next;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private List<byte[]> stored;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private RecordCodec codec;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private List<byte[]> messages;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private RecordCodec messageCodec;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private EncodingSink json;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private EncodingSink protobuf;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private Schema schema;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private GenericDatumReader<GenericRecord> reader;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private GenericDatumWriter<GenericRecord> writer;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private BinaryDecoder decoder;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private Descriptor message;

    /** Makes readers and sinks, as a view does once. */
    @Setup
    public void prepare() throws IOException, DescriptorValidationException {
        BenchRecords records = BenchRecords.valueOf(record);
        stored = records.stored();
        SchemaOrigin origin = new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", records.schemaText(), "");
        codec = RecordCodecs.of(PayloadFormat.AVRO, origin, records.type(), SchemaSource.NONE);
        json = new JsonSink(JsonShape.of(records.type()), BYTES_MAX);
        protobuf = new ProtobufSink(MessageShape.of(records.type()), BYTES_MAX);
        schema = records.schema();
        reader = new GenericDatumReader<>(schema);
        writer = new GenericDatumWriter<>(schema);
        decoder = DecoderFactory.get().binaryDecoder(stored.get(0), null);
        message = records.message();
        requireEqualMessages();
        messages = new ArrayList<>();
        for (int i = 0; i < BenchRecords.COUNT; i++) {
            messages.add(avroToProtobufGeneric());
        }
        SchemaOrigin ofMessages =
                new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", records.descriptors(), message.getFullName());
        messageCodec = RecordCodecs.of(PayloadFormat.PROTOBUF, ofMessages, records.type(), SchemaSource.NONE);
    }

    /** A way that is fast and wrong is not compared. */
    private void requireEqualMessages() throws IOException {
        for (int i = 0; i < BenchRecords.COUNT; i++) {
            int before = next;
            byte[] generic = avroToProtobufGeneric();
            next = before;
            try {
                if (!Arrays.equals(generic, avroToProtobuf())) {
                    throw new IllegalStateException("the two ways make different messages of a record");
                }
            } catch (UnreadableValueException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }

    private byte[] nextOf(List<byte[]> records) {
        next = (next + 1) % BenchRecords.COUNT;
        return records.get(next);
    }

    /** The gateway's way to JSON. */
    @Benchmark
    public byte[] avroToJson() throws UnreadableValueException {
        return encoded(codec, nextOf(stored), json);
    }

    /** The gateway's way to a message. */
    @Benchmark
    public byte[] avroToProtobuf() throws UnreadableValueException {
        return encoded(codec, nextOf(stored), protobuf);
    }

    /** The gateway's way from a stored message to JSON. */
    @Benchmark
    public byte[] protobufToJson() throws UnreadableValueException {
        return encoded(messageCodec, nextOf(messages), json);
    }

    private byte[] encoded(RecordCodec reading, byte[] value, EncodingSink sink) throws UnreadableValueException {
        out.rewindTo(0);
        sink.begin(out);
        reading.read(value, 0, value.length, sink);
        return out.copy();
    }

    /** Avro's way to JSON: a generic record, then its encoder. */
    @Benchmark
    public byte[] avroToJsonGeneric() throws IOException {
        GenericRecord generic = generic();
        bytes.reset();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, bytes);
        writer.write(generic, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** The libraries' way to a message: a generic record, then one of protobuf's dynamic messages. */
    @Benchmark
    public byte[] avroToProtobufGeneric() throws IOException {
        return message(message, generic()).toByteArray();
    }

    /** Protobuf's way to JSON: a dynamic message, then {@code JsonFormat}, which writes 64-bit integers as texts. */
    @Benchmark
    public byte[] protobufToJsonGeneric() throws IOException {
        DynamicMessage generic = DynamicMessage.parseFrom(message, nextOf(messages));
        return printer.print(generic).getBytes(StandardCharsets.UTF_8);
    }

    private GenericRecord generic() throws IOException {
        byte[] value = nextOf(stored);
        decoder = DecoderFactory.get().binaryDecoder(value, 0, value.length, decoder);
        return reader.read(null, decoder);
    }

    private static DynamicMessage message(Descriptor type, GenericRecord record) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        int position = 0;
        for (FieldDescriptor field : type.getFields()) {
            Object value = record.get(position++);
            if (value instanceof List<?> items) {
                items.forEach(item -> builder.addRepeatedField(field, single(field, item)));
            } else if (value != null) {
                builder.setField(field, single(field, value));
            }
        }
        return builder.build();
    }

    private static Object single(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case LONG -> ((Number) value).longValue();
            case STRING -> value.toString();
            case MESSAGE ->
                value instanceof GenericRecord nested
                        ? message(field.getMessageType(), nested)
                        : timestamp((Long) value);
            default -> value;
        };
    }

    private static Timestamp timestamp(long millis) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(millis, 1_000L))
                .setNanos((int) Math.floorMod(millis, 1_000L) * 1_000_000)
                .build();
    }
}
