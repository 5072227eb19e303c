package dev.dpg.client.internal.connect;

import dev.dpg.client.internal.tls.TlsFiles;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Whether connections are encrypted, and how.
 *
 * @param mode whether
 * @param files who is trusted, and who the client is
 * @param serverName the name that the gateway's certificate has to be for; absent: that of its address
 */
public record Encryption(Mode mode, TlsFiles files, Optional<String> serverName) {
    /** Whether connections are encrypted. */
    public enum Mode {
        /** In the clear on this machine, by TLS to any other. */
        BY_ADDRESS,
        /** By TLS, wherever it is. */
        TLS,
        /** In the clear, wherever it is. */
        CLEAR
    }

    private static final TlsFiles NO_FILES = new TlsFiles(Optional.empty(), Optional.empty());

    /** Where nobody said anything else. */
    public static final Encryption BY_ADDRESS = new Encryption(Mode.BY_ADDRESS, NO_FILES, Optional.empty());

    /** None, wherever it is. */
    public static final Encryption CLEAR = new Encryption(Mode.CLEAR, NO_FILES, Optional.empty());

    /**
     * Whether connections to these are in the clear.
     *
     * @throws IllegalArgumentException where that goes by the address, and some are on this machine and others are not
     */
    public boolean isClear(List<String> addresses) {
        return switch (mode) {
            case BY_ADDRESS -> areLoopback(addresses);
            case TLS -> false;
            case CLEAR -> true;
        };
    }

    /**
     * Sets a channel up.
     *
     * @throws IllegalArgumentException where a file cannot be read
     */
    void applyTo(NettyChannelBuilder channel, List<String> addresses) {
        if (isClear(addresses)) {
            channel.usePlaintext();
            return;
        }
        try {
            SslContextBuilder tls = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
            files.authorities().ifPresent(own -> tls.trustManager(files.trust()));
            files.keys().ifPresent(tls::keyManager);
            SslContext context = tls.build();
            channel.sslContext(files.own().isPresent() ? new UnresumedTls(context) : context);
        } catch (SSLException e) {
            throw new IllegalArgumentException("this JDK cannot do TLS: " + e.getMessage(), e);
        }
        serverName.ifPresent(channel::overrideAuthority);
    }

    /** Whether these all stay on this machine. */
    public static boolean areHere(List<String> addresses) {
        return addresses.stream().allMatch(ChannelFactory::isLoopback);
    }

    private static boolean areLoopback(List<String> addresses) {
        long here = addresses.stream().filter(ChannelFactory::isLoopback).count();
        if (here > 0 && here < addresses.size()) {
            throw new IllegalArgumentException("the addresses " + String.join(",", addresses)
                    + " are partly of this machine and partly of others; name either only this machine, which is spoken to in"
                    + " the clear, or only others, by TLS; or say which it is, by tls() or plaintext()");
        }
        return here > 0;
    }
}
