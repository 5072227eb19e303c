package dev.dpg.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.dpg.client.internal.decode.JsonRecords;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the decoder of a type: providers first, then what is built in. */
final class Decoders {
    private Decoders() {}

    static <T> RecordDecoder<T> of(Class<T> type) {
        for (DecoderProvider provider : ServiceLoader.load(DecoderProvider.class)) {
            Optional<RecordDecoder<T>> found = provider.decoderFor(type);
            if (found.isPresent()) {
                return found.get();
            }
        }
        if (MessageLite.class.isAssignableFrom(type)) {
            return message(type);
        }
        if (type.isRecord()) {
            return new JsonDecoder<>(type, JsonRecords.of(type));
        }
        throw new IllegalArgumentException("there is no decoder for " + type.getName()
                + ": it is neither a record nor a generated protobuf message, and no DecoderProvider knows it");
    }

    private static <T> RecordDecoder<T> message(Class<T> type) {
        try {
            MessageLite prototype =
                    (MessageLite) type.getMethod("getDefaultInstance").invoke(null);
            return new MessageDecoder<>(type, prototype.getParserForType());
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException | NullPointerException e) {
            throw new IllegalArgumentException(type.getName() + " is no generated protobuf message", e);
        }
    }

    private record JsonDecoder<T>(Class<T> type, JsonRecords records) implements RecordDecoder<T> {
        @Override
        public Encoding encoding() {
            return Encoding.JSON;
        }

        @Override
        public T decode(Payload value) {
            try {
                return type.cast(records.read(value.text()));
            } catch (JsonRecords.Unfit unfit) {
                throw new DecodingException(unfit.getMessage(), unfit);
            }
        }
    }

    private record MessageDecoder<T>(Class<T> type, Parser<? extends MessageLite> parser) implements RecordDecoder<T> {
        @Override
        public Encoding encoding() {
            return Encoding.PROTOBUF;
        }

        @Override
        public T decode(Payload value) {
            try {
                return type.cast(parser.parseFrom(value.bytes()));
            } catch (InvalidProtocolBufferException damaged) {
                throw new DecodingException("the value is no message of " + type.getName(), damaged);
            }
        }
    }
}
