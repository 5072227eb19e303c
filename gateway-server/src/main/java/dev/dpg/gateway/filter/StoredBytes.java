package dev.dpg.gateway.filter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A range of an array that somebody else owns, for the time of a call.
 *
 * @param bytes the array
 * @param from the first byte
 * @param to behind the last one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredBytes(byte[] bytes, int from, int to) {
    /** Where these are a key: its text, the content of a JSON string or else the bytes themselves. */
    public StoredBytes keyText() {
        return KeyText.of(this);
    }

    /** As text; empty where it isn't UTF-8. */
    Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
