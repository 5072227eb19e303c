package dev.dpg.gateway.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import dev.dpg.gateway.problem.ProblemException;

/**
 * Parses {@code .proto} texts, each by itself. The library's parser is used for the syntax only: what it makes of a linked
 * schema leaves out explicit JSON names and reserved ranges, so descriptors are built from the parse tree.
 */
final class ProtoText {
    /** For messages about such texts. */
    static final String WHAT = "a protobuf schema";

    private ProtoText() {}

    /**
     * The file as its text says, with types named as they are there.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is no such text
     */
    static FileDescriptorProto parse(String fileName, String text) {
        requireDepth(text);
        try {
            var file = new ProtoParser(Location.get(fileName), text.toCharArray()).readProtoFile();
            return new ProtoFileBuilder(fileName).build(file);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser has exceptions of all kinds for what it does not expect.
            throw SchemaLimits.notA(WHAT, e);
        }
    }

    /** The parser goes down by recursion; its own stack has to be safe from what it reads. */
    private static void requireDepth(String text) {
        int depth = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = endOfString(text, at);
            } else if (text.startsWith("//", at)) {
                at = endOf(text, "\n", at + 2);
            } else if (text.startsWith("/*", at)) {
                at = endOf(text, "*/", at + 2);
            } else {
                depth += "{[(<".indexOf(c) >= 0 ? 1 : "}])>".indexOf(c) >= 0 ? -1 : 0;
                at++;
            }
            if (depth > SchemaLimits.DEPTH_MAX) {
                throw SchemaLimits.notA(WHAT, "it is nested deeper than " + SchemaLimits.DEPTH_MAX + " levels");
            }
        }
    }

    private static int endOfString(String text, int start) {
        char quote = text.charAt(start);
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOf(String text, String mark, int from) {
        int end = text.indexOf(mark, from);
        return end < 0 ? text.length() : end + mark.length();
    }
}
