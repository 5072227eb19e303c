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

    /** Of a request's documents, and of the removals that it confirms. */
    static byte[] of(PublishRequest request) {
        byte[] documents = of(request.product(), request.contracts());
        if (request.confirmedRemovals().isEmpty()) {
            return documents;
        }
        MessageDigest digest = sha256();
        add(digest, documents);
        request.confirmedRemovals().stream()
                .sorted()
                .forEach(path -> add(digest, path.getBytes(StandardCharsets.UTF_8)));
        return digest.digest();
    }

    /** Of a request that is a few texts. */
    static byte[] of(String... texts) {
        MessageDigest digest = sha256();
        for (String text : texts) {
            add(digest, text.getBytes(StandardCharsets.UTF_8));
        }
        return digest.digest();
    }

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
