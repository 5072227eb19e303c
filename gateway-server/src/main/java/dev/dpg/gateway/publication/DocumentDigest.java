package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.Document;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Tells whether two requests have the same documents. Pure. */
final class DocumentDigest {
    private DocumentDigest() {}

    /** SHA-256 over names and contents, each with its length before it, so that no two requests run together. */
    static byte[] of(Document product, List<Document> contracts) {
        MessageDigest digest = sha256();
        add(digest, product);
        contracts.forEach(contract -> add(digest, contract));
        return digest.digest();
    }

    private static void add(MessageDigest digest, Document document) {
        add(digest, document.fileName().getBytes(StandardCharsets.UTF_8));
        add(digest, document.content());
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
