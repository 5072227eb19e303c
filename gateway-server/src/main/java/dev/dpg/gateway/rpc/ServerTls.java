package dev.dpg.gateway.rpc;

import io.grpc.netty.GrpcSslContexts;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of a listener: new connections get what the files said last, open ones keep what they were made with. Each state of the
 * files has a context of its own, so that no client resumes a session that was made under another. Thread-safe, but for
 * {@link #reload}, which one thread calls; that one blocks on the files.
 */
public final class ServerTls extends SslContext {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final String KEY = "listen.tls.";

    private final ListenerSettings.Tls settings;
    private volatile SslContext current;

    // Below: whoever reloads.
    private Contents read;
    private @Nullable Contents refused;
    private String complaint = "";

    private ServerTls(ListenerSettings.Tls settings, Contents read) {
        this.settings = settings;
        this.read = read;
        this.current = context(settings, read);
    }

    /**
     * Reads the files. Blocks on them.
     *
     * @param settings with a certificate
     * @throws IllegalArgumentException if a file cannot be used: a sentence for whoever starts the gateway
     */
    public static ServerTls of(ListenerSettings.Tls settings) {
        return new ServerTls(settings, Contents.of(settings));
    }

    /**
     * Reads the files anew where they have changed. What cannot be used changes nothing, and is logged once for each content: a
     * file may be half written, or its counterpart not there yet. To be called every few seconds.
     */
    public void reload() {
        Contents found = null;
        try {
            found = Contents.of(settings);
            if (found.same(read) || found.same(refused)) {
                return;
            }
            current = context(settings, found);
            read = found;
            refused = null;
            complaint = "";
        } catch (IllegalArgumentException e) {
            refused = found;
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String sentence) {
        if (!sentence.equals(complaint)) {
            complaint = sentence;
            LOG.error("New certificates cannot be used, so connections are made with those before: {}", sentence);
        }
    }

    private static SslContext context(ListenerSettings.Tls settings, Contents contents) {
        Path certificateFile = settings.certificate().orElseThrow();
        List<X509Certificate> chain =
                PemFiles.certificates(KEY + "certificate", certificateFile, contents.certificate());
        var key = PemFiles.key(
                KEY + "key",
                settings.key().orElseThrow(),
                contents.key(),
                chain.get(0).getPublicKey());
        SslContextBuilder builder = GrpcSslContexts.configure(SslContextBuilder.forServer(key, chain), SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .clientAuth(
                        switch (settings.clientAuth()) {
                            case "required" -> ClientAuth.REQUIRE;
                            case "optional" -> ClientAuth.OPTIONAL;
                            default -> ClientAuth.NONE;
                        });
        settings.clientCa()
                .ifPresent(file ->
                        builder.trustManager(PemFiles.certificates(KEY + "client-ca", file, contents.clientCa())));
        try {
            SslContext context = builder.build();
            tell(chain.get(0));
            return context;
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    KEY + "certificate: TLS cannot be made of these files: " + e.getMessage(), e);
        }
    }

    private static void tell(X509Certificate own) {
        Instant end = own.getNotAfter().toInstant();
        LOG.info("TLS shows the certificate of {}, which is good until {}", own.getSubjectX500Principal(), end);
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // the library still declares and asks for it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
        return current.newEngine(allocator, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }

    /** What the files hold. */
    @SuppressWarnings("ArrayRecordComponent") // compared by same()
    private record Contents(byte[] certificate, byte[] key, byte[] clientCa) {
        static Contents of(ListenerSettings.Tls settings) {
            return new Contents(
                    content("certificate", settings.certificate()),
                    content("key", settings.key()),
                    content("client-ca", settings.clientCa()));
        }

        private static byte[] content(String name, Optional<Path> file) {
            return file.map(path -> PemFiles.content(KEY + name, path)).orElse(new byte[0]);
        }

        boolean same(@Nullable Contents other) {
            return other != null
                    && Arrays.equals(certificate, other.certificate)
                    && Arrays.equals(key, other.key)
                    && Arrays.equals(clientCa, other.clientCa);
        }
    }
}
