package dev.dpg.gateway.codec;

import com.google.protobuf.Descriptors.Descriptor;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of one schema with the path of the message in front, as Confluent's serializers write it: the number of indexes
 * and then each of them as zigzag varints, or a zero for the first message.
 */
final class IndexedProtobufCodec implements RecordCodec {
    /** Levels of messages within each other that a value may name. */
    private static final int INDEXES_MAX = 64;
    /** Messages of a schema that are kept; values name few, and those that name others are refused at some cost. */
    private static final int MESSAGES_MAX = 256;

    private static final int[] FIRST = {0};

    private final RecordType type;
    private final ProtobufSchema schema;
    private final Optional<Descriptor> contract;
    private final Map<String, RecordCodec> messages = new ConcurrentHashMap<>();
    /** Of the first message, which nearly all values are. */
    private volatile @Nullable RecordCodec first;

    /** @param contract the message in the contract's schema; without one, fields go by their names in what was written */
    IndexedProtobufCodec(RecordType type, ProtobufSchema schema, Optional<Descriptor> contract) {
        this.type = type;
        this.schema = schema;
        this.contract = contract;
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        WireScanner head = new WireScanner(bytes);
        head.seek(from, to);
        int[] indexes = indexes(head);
        codec(indexes).read(bytes, head.at(), to, sink);
    }

    private static int[] indexes(WireScanner in) throws UnreadableValueException {
        long count = NumberValue.zigzag(in.varint());
        if (count == 0) {
            return FIRST;
        }
        if (count < 0 || count > INDEXES_MAX) {
            throw new UnreadableValueException(
                    Cause.INVALID_VALUE, "no path of message indexes behind the schema's id");
        }
        int[] indexes = new int[(int) count];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = (int) NumberValue.zigzag(in.varint());
        }
        return indexes;
    }

    private RecordCodec codec(int[] indexes) throws UnreadableValueException {
        boolean isFirst = indexes.length == 1 && indexes[0] == 0;
        RecordCodec known = isFirst ? first : messages.get(Arrays.toString(indexes));
        if (known != null) {
            return known;
        }
        Descriptor written = schema.at(indexes)
                .orElseThrow(() -> new UnreadableValueException(
                        Cause.INVALID_VALUE, "its schema has no message at the indexes behind the schema's id"));
        RecordCodec made = of(written);
        if (isFirst) {
            first = made;
        } else if (messages.size() < MESSAGES_MAX) {
            messages.put(Arrays.toString(indexes), made);
        }
        return made;
    }

    /** A topic may hold several kinds of messages; those of another name are none of the contract's. */
    private RecordCodec of(Descriptor written) {
        Descriptor read = contract.orElse(written);
        return read.getName().equals(written.getName())
                ? ProtobufCodec.of(written, read, type)
                : new RefusingCodec(type, "it is a message " + written.getName() + ", not " + read.getName());
    }
}
