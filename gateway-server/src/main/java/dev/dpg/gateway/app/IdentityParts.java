package dev.dpg.gateway.app;

import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.identity.Authenticator;
import dev.dpg.gateway.identity.IdentityProviders;
import dev.dpg.gateway.rpc.CallingIdentity;
import dev.dpg.gateway.rpc.ServerTls;
import io.grpc.netty.NettyServerBuilder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What finds out who calls, made of the configuration.
 *
 * @param calling finds out who calls
 * @param tls of the listener; empty where connections are not encrypted
 */
record IdentityParts(CallingIdentity calling, Optional<ServerTls> tls) {
    /**
     * Makes them, and begins to fetch keys and to watch files; both on threads of their own, where they are needed.
     *
     * @throws StartException if a file cannot be used
     */
    static IdentityParts of(GatewaySettings settings, Threads threads, InstantSource clock, CloseStack stack) {
        return new IdentityParts(
                new CallingIdentity(authenticator(settings, threads, clock, stack)), tls(settings, threads));
    }

    private static Authenticator authenticator(
            GatewaySettings settings, Threads threads, InstantSource clock, CloseStack stack) {
        if (!settings.identity().asks()) {
            return Authenticator.DEVELOPMENT;
        }
        var providers = stack.add(new IdentityProviders(settings.identity(), threads.serial("identity"), clock));
        providers.open();
        return providers;
    }

    private static Optional<ServerTls> tls(GatewaySettings settings, Threads threads) {
        if (!settings.listen().tls().on()) {
            return Optional.empty();
        }
        ServerTls tls;
        try {
            tls = ServerTls.of(settings.listen().tls());
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        long interval = settings.listen().tls().reloadInterval().toMillis();
        var unused = threads.serial("tls")
                .scheduleWithFixedDelay(new Logged("tls", tls::reload), interval, interval, TimeUnit.MILLISECONDS);
        return Optional.of(tls);
    }

    /** The same server, encrypted where the configuration says so. */
    NettyServerBuilder secured(NettyServerBuilder server) {
        return tls.map(server::sslContext).orElse(server);
    }
}
