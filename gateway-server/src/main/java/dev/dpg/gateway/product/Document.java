package dev.dpg.gateway.product;

import java.util.Arrays;

/**
 * A document as its author wrote it; the bytes are kept and given back unchanged.
 *
 * @param fileName for people and messages, without a path
 * @param content the bytes; not copied, so nobody may change them
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the content
public record Document(String fileName, byte[] content) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Document that && fileName.equals(that.fileName) && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return 31 * fileName.hashCode() + Arrays.hashCode(content);
    }

    /** Without the content. */
    @Override
    public String toString() {
        return fileName + " (" + content.length + " bytes)";
    }
}
