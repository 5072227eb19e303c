package dev.dpg.client.internal.resume;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.v1.Start;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Positions as printable text. A position that is just a gateway's token is that token, unchanged, good for every call of
 * every client. Any other ({@code EARLIEST}, or a token with cursors of batches handled since) is {@code s1.} and the
 * base64url of the request's {@code Start} message followed by its CRC-32C: the SDK's own form, which it takes apart again
 * before it asks the gateway, so that storing a position never costs a call.
 */
public final class PositionText {
    private static final String PREFIX = "s1.";

    private PositionText() {}

    /** The text of a start. */
    public static String print(Start start) {
        if (start.hasResumeToken() && start.getHandledCount() == 0) {
            return start.getResumeToken();
        }
        byte[] body = start.toByteArray();
        ByteBuffer framed = ByteBuffer.allocate(body.length + Integer.BYTES);
        framed.put(body).putInt(checksum(body, body.length));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(framed.array());
    }

    /**
     * The start of a text. What does not have the SDK's own prefix is taken for a gateway's token, for the gateway to judge.
     *
     * @throws IllegalArgumentException if the text is blank, or is of the SDK's own form and damaged
     */
    public static Start parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "a position token is empty; pass one that position() or the gateway gave");
        }
        if (!text.startsWith(PREFIX)) {
            return Start.newBuilder().setResumeToken(text).build();
        }
        try {
            byte[] framed = decode(text.substring(PREFIX.length()));
            int length = framed.length - Integer.BYTES;
            if (length < 0 || ByteBuffer.wrap(framed).getInt(length) != checksum(framed, length)) {
                throw damaged(null);
            }
            return Start.parser().parseFrom(framed, 0, length);
        } catch (InvalidProtocolBufferException e) {
            throw damaged(e);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static IllegalArgumentException damaged(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "this position token is damaged: pass it exactly as position().token() gave it", cause);
    }
}
