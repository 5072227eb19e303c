package dev.dpg.gateway.identity;

import dev.dpg.gateway.identity.IdentitySettings.Application;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who vouches for callers: the issuers of tokens, and the authorities of certificates. Where a call has both, the token
 * tells who calls: a connection may be a proxy's or a platform's, the token is the caller's own.
 */
public final class IdentityProviders implements Authenticator, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityProviders.class);
    private static final long TICK_MILLIS = 1_000;

    private final IdentitySettings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService serial;
    private final HttpClient client;
    private final List<KeySet> keySets = new ArrayList<>();
    private final TokenIdentities tokens;
    private final CertificateIdentities certificates;

    /**
     * Asks nobody yet.
     *
     * @param settings name one way at least
     * @param serial has one thread; keys are fetched on it, and nobody else uses it. Ended by its owner after this
     */
    public IdentityProviders(IdentitySettings settings, ScheduledExecutorService serial, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.serial = serial;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.keySets().requestTimeout())
                .executor(serial)
                .build();
        Map<String, TokenIdentities.Issuer> issuers = new HashMap<>();
        settings.issuers().forEach(issuer -> issuers.put(issuer.issuer(), issuer(issuer)));
        this.tokens = new TokenIdentities(issuers, clock);
        this.certificates = new CertificateIdentities(settings);
    }

    private TokenIdentities.Issuer issuer(IssuerSettings issuer) {
        var http = new IssuerHttp(issuer, settings.keySets().requestTimeout(), client, serial);
        var keys = new KeySet(issuer.name(), http, settings.keySets(), serial, clock);
        keySets.add(keys);
        Function<String, Optional<Application>> known =
                name -> Optional.ofNullable(settings.applications().get(name));
        return new TokenIdentities.Issuer(keys, new TokenClaims(issuer, settings.clockSkew(), known));
    }

    /** Begins to fetch keys; does not wait for them. Called once. */
    public void open() {
        var unused = serial.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        for (KeySet keys : keySets) {
            try {
                keys.tick();
            } catch (RuntimeException e) {
                LOG.error("Keys of an issuer are not fetched, by a bug of the gateway", e);
            }
        }
    }

    @Override
    public Identity identify(Credentials credentials) {
        String authorization = credentials.authorization();
        if (authorization != null) {
            if (settings.issuers().isEmpty()) {
                throw TokenRefusals.refused("this gateway takes no tokens, but certificates; call without one");
            }
            return tokens.identify(authorization, credentials.certificates());
        }
        if (!credentials.certificates().isEmpty() && settings.takesCertificates()) {
            return certificates.identify(credentials.certificates().get(0), clock.instant());
        }
        throw Problem.of(Reason.NO_CREDENTIALS, "this gateway asks who calls: " + wanted())
                .asException();
    }

    private String wanted() {
        String token = "send the metadata authorization with \"Bearer \" and a token of an issuer that it believes";
        String certificate = "connect with a client certificate";
        if (settings.issuers().isEmpty()) {
            return certificate;
        }
        return settings.takesCertificates() ? token + ", or " + certificate : token;
    }

    /** Ends connections where the platform can (JDK 21); else they end once nobody uses this. */
    @Override
    public void close() {
        if ((Object) client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("connections to issuers cannot be closed", e);
            }
        }
    }
}
