package dev.dpg.gateway.rpc;

import java.nio.charset.StandardCharsets;

/**
 * Sizes of a status on the wire. Clients refuse trailers above 8 KiB by default, counted as HTTP/2 does: bytes of names
 * and values plus 32 for each header (RFC 9113, 6.5.2). The message travels twice, percent-encoded in {@code
 * grpc-message} and within the details; the details travel in base64.
 */
final class TrailerBudget {
    /** All trailers together. */
    static final int TRAILERS_BYTES_MAX = 8 * 1024;

    /** Names, overhead, the status line and what a proxy may add. */
    private static final int OTHER_HEADERS_BYTES = 768;

    private static final int MESSAGE_ENCODED_BYTES_MAX = 1536;

    private TrailerBudget() {}

    /** How many bytes of details fit beside a message that was {@linkplain #clipMessage clipped}. */
    static int detailBytes(String message) {
        int encoded = TRAILERS_BYTES_MAX - OTHER_HEADERS_BYTES - percentEncodedBytes(message);
        int status = encoded / 4 * 3;
        return status - message.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The message, cut so that its percent-encoded form stays small. */
    static String clipMessage(String message) {
        if (percentEncodedBytes(message) <= MESSAGE_ENCODED_BYTES_MAX) {
            return message;
        }
        String mark = " …";
        int room = MESSAGE_ENCODED_BYTES_MAX - percentEncodedBytes(mark);
        int end = 0;
        while (end < message.length()) {
            int next = end + Character.charCount(message.codePointAt(end));
            room -= percentEncodedBytes(message.substring(end, next));
            if (room < 0) {
                break;
            }
            end = next;
        }
        return message.substring(0, end) + mark;
    }

    /** The text, cut to a number of characters; never in the middle of one. */
    static String clip(String text, int charactersMax) {
        if (text.length() <= charactersMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charactersMax - 2)) ? charactersMax - 2 : charactersMax - 1;
        return text.substring(0, end) + "…";
    }

    /** As gRPC encodes messages: printable ASCII but {@code %} stays, every other byte takes three. */
    private static int percentEncodedBytes(String text) {
        int bytes = 0;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes += b >= ' ' && b <= '~' && b != '%' ? 1 : 3;
        }
        return bytes;
    }
}
