package dev.dpg.client.fakes;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An authority of its own that issues certificates, as PEM files in a directory. */
public final class Authority {
    /**
     * A certificate and its key.
     *
     * @param certificates the file with the certificate
     * @param key the file with its key
     */
    public record Issued(Path certificates, Path key) {}

    private final Path directory;
    private final X509Bundle root;
    private final Path file;
    private int issued;

    private Authority(Path directory, X509Bundle root, Path file) {
        this.directory = directory;
        this.root = root;
        this.file = file;
    }

    /** A new one. */
    public static Authority in(Path directory, String name) throws Exception {
        X509Bundle root = new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        return new Authority(
                directory, root, Files.writeString(directory.resolve(name + ".pem"), root.getCertificatePEM()));
    }

    /** Its own certificate. */
    public Path file() {
        return file;
    }

    /** A certificate of a gateway, for a DNS name and 127.0.0.1. */
    public Issued gateway(String dnsName) throws Exception {
        return write(new CertificateBuilder()
                .subject("CN=" + dnsName)
                .addSanDnsName(dnsName)
                .addSanIpAddress("127.0.0.1")
                .rsa2048()
                .buildIssuedBy(root));
    }

    /** A certificate of a gateway that has expired. */
    public Issued expired() throws Exception {
        return write(new CertificateBuilder()
                .subject("CN=old")
                .addSanIpAddress("127.0.0.1")
                .notBefore(Instant.now().minus(20, ChronoUnit.DAYS))
                .notAfter(Instant.now().minus(10, ChronoUnit.DAYS))
                .ecp256()
                .buildIssuedBy(root));
    }

    /** A certificate of a client. */
    public Issued client(String name) throws Exception {
        return write(new CertificateBuilder().subject("CN=" + name).ecp256().buildIssuedBy(root));
    }

    private Issued write(X509Bundle bundle) throws IOException {
        String name = "issued-" + issued++;
        return new Issued(
                Files.writeString(directory.resolve(name + ".crt"), bundle.getCertificatePathPEM()),
                Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM()));
    }
}
