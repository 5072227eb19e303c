package dev.dpg.gateway.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The printable form of a place in a list: {@code base64url(CRC32C, scope, newline, key)}. Opaque to clients; the checksum
 * tells a damaged one, and is no protection, for a token gives access to nothing.
 */
final class PageToken {
    private static final int LENGTH_MAX = 1_024;
    private static final char SEPARATOR = '\n';

    private PageToken() {}

    static String write(String scope, String key) {
        byte[] content = (scope + SEPARATOR + key).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(checksum(content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The key; empty where the text is not a token of this scope. */
    static Optional<String> read(String scope, String token) {
        Optional<ByteBuffer> bytes = decoded(token).filter(decoded -> decoded.remaining() > Integer.BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        int checksum = bytes.get().getInt();
        byte[] content = new byte[bytes.get().remaining()];
        bytes.get().get(content);
        String text = new String(content, StandardCharsets.UTF_8);
        String prefix = scope + SEPARATOR;
        return checksum == checksum(content) && text.startsWith(prefix)
                ? Optional.of(text.substring(prefix.length()))
                : Optional.empty();
    }

    private static Optional<ByteBuffer> decoded(String token) {
        try {
            return token.length() <= LENGTH_MAX
                    ? Optional.of(ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }
}
