package dev.dpg.gateway.fakes;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An authority that makes certificates as they are asked for. */
public final class TestAuthority {
    private final X509Bundle own;

    /** A new one. */
    public TestAuthority(String name) {
        own = built(builder("CN=" + name).setIsCertificateAuthority(true), null);
    }

    /** Its own certificate. */
    public X509Bundle own() {
        return own;
    }

    /** A server's, for this machine. */
    public X509Bundle server(String name) {
        return built(builder("CN=" + name).addSanDnsName("localhost").addSanIpAddress("127.0.0.1"), own);
    }

    /** A client's, with these URI names. */
    public X509Bundle client(String subject, String... uris) {
        CertificateBuilder builder = builder(subject);
        for (String uri : uris) {
            builder.addSanUriName(URI.create(uri));
        }
        return built(builder, own);
    }

    /** A client's that was good until a minute ago. */
    public X509Bundle expired(String subject, String uri) {
        return built(
                builder(subject)
                        .addSanUriName(URI.create(uri))
                        .notAfter(Instant.now().minusSeconds(60)),
                own);
    }

    /** Writes certificate and key, so that whoever looks sees either the old files or the new ones. */
    public static void write(X509Bundle bundle, Path certificate, Path key) throws IOException {
        replace(key, bundle.getPrivateKeyPEM());
        replace(certificate, bundle.getCertificatePathPEM());
    }

    /** Writes a text in one step. */
    public static void replace(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static CertificateBuilder builder(String subject) {
        return new CertificateBuilder()
                .ecp256()
                .subject(subject)
                .notBefore(Instant.now().minus(Duration.ofHours(1)))
                .notAfter(Instant.now().plus(Duration.ofHours(1)));
    }

    private static X509Bundle built(CertificateBuilder builder, @Nullable X509Bundle by) {
        try {
            return by == null ? builder.buildSelfSigned() : builder.buildIssuedBy(by);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
