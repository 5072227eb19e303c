package dev.dpg.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.fakes.TestIssuer;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/** What a gateway asks callers with, on a clock that moves when told. */
final class AskingGateway implements AutoCloseable {
    static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    static final Duration SKEW = Duration.ofSeconds(30);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ScheduledExecutorService serial = Executors.newSingleThreadScheduledExecutor();
    private final IdentityProviders providers;

    private AskingGateway(IdentitySettings settings) {
        InstantSource clock = now::get;
        providers = new IdentityProviders(settings, serial, clock);
        providers.open();
    }

    static AskingGateway with(IdentitySettings settings) {
        return new AskingGateway(settings);
    }

    static AskingGateway of(IssuerSettings... issuers) {
        return new AskingGateway(settings(Map.of(), issuers));
    }

    static IdentitySettings settings(
            Map<String, IdentitySettings.Application> applications, IssuerSettings... issuers) {
        return new IdentitySettings(
                SKEW, IdentitySettings.KeySets.defaults(), Optional.empty(), List.of(issuers), applications);
    }

    /** As configured with nothing but address and audience. */
    static IssuerSettings issuer(String name, TestIssuer issuer) {
        return issuer(name, issuer, List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256));
    }

    static IssuerSettings issuer(String name, TestIssuer issuer, List<SignatureAlgorithm> algorithms) {
        return new IssuerSettings(
                name,
                issuer.address(),
                List.of("somebody-else-too", TestIssuer.AUDIENCE),
                Optional.empty(),
                algorithms,
                IssuerSettings.Claims.defaults(),
                true);
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    void passes(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    Identity identify(String token, X509Certificate... certificates) {
        return providers.identify(new Credentials("Bearer " + token, Arrays.asList(certificates)));
    }

    Identity identify(Credentials credentials) {
        return providers.identify(credentials);
    }

    /** How a token is refused; the message never holds any of it. */
    Problem refusal(String token, X509Certificate... certificates) {
        Problem problem = refusal(new Credentials("Bearer " + token, Arrays.asList(certificates)));
        for (String part : token.split("\\.", -1)) {
            if (part.length() > 5) {
                assertThat(problem.message()).doesNotContain(part);
            }
        }
        return problem;
    }

    Problem refusal(Credentials credentials) {
        var refused = catchThrowableOfType(ProblemException.class, () -> providers.identify(credentials));
        return Objects.requireNonNull(refused, "it was not refused").problem();
    }

    @Override
    public void close() {
        providers.close();
        serial.shutdownNow();
    }
}
