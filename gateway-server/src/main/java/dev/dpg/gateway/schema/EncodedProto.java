package dev.dpg.gateway.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Schemas that come as descriptors in base64 where a text is expected: a whole set, as contracts have it, or one file without
 * those it imports, as Confluent's serializer for Python registers it.
 */
final class EncodedProto {
    /** Takes no character back, so that a long text that is none is told so at once. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]++={0,2}+\\s*+");

    private EncodedProto() {}

    /** Whether a text is base64; no {@code .proto} text is. */
    static boolean is(String text) {
        return BASE64.matcher(text).matches();
    }

    /** The set that a text is; empty where it is none, and may be a file. */
    static Optional<FileDescriptorSet> set(String text) {
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(decode(text));
            // A file's name is where a set has its files, and what else it has is nothing that sets know.
            return Optional.of(set).filter(one -> one.getUnknownFields().isEmpty());
        } catch (InvalidProtocolBufferException noSet) {
            return Optional.empty();
        }
    }

    /** The file that a text is, under this name. */
    static FileDescriptorProto file(String name, String text) {
        try {
            return FileDescriptorProto.parseFrom(decode(text)).toBuilder()
                    .setName(name)
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw SchemaLimits.notA(ProtoText.WHAT, "the bytes are neither a set of descriptors nor that of a file");
        }
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw SchemaLimits.notA(ProtoText.WHAT, "it is neither a .proto text nor base64");
        }
    }
}
