package dev.dpg.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dpg.gateway.identity.IdentitySettings.Application;
import dev.dpg.gateway.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Judges the claims of a token whose signature is good. Pure. */
final class TokenClaims {
    private static final String EMAIL = "email";
    private static final String CERTIFICATE_HASH = "x5t#S256";

    /** Seconds; beyond the year 5000 nobody means it. */
    private static final double TIME_MAX = 1e11;

    private final IssuerSettings issuer;
    private final Duration skew;
    private final Function<String, Optional<Application>> applications;

    /** @param applications what is known of an application by its name */
    TokenClaims(IssuerSettings issuer, Duration skew, Function<String, Optional<Application>> applications) {
        this.issuer = issuer;
        this.skew = skew;
        this.applications = applications;
    }

    /**
     * Whose the token is. The identity expires when the token does, the difference of clocks included, so that it ends when the
     * token would be refused.
     *
     * @param claims of a token that has the issuer's address as {@code iss}
     * @throws ProblemException {@code TOKEN_EXPIRED}, {@code BAD_TOKEN_SIGNATURE}
     */
    Verified judge(JsonNode claims, Instant now) {
        requireAudience(claims.path("aud"));
        Instant expires = time(claims, "exp").plus(skew);
        if (!now.isBefore(expires)) {
            throw TokenRefusals.expired();
        }
        if ((issuer.notBeforeRequired() || claims.has("nbf"))
                && now.isBefore(time(claims, "nbf").minus(skew))) {
            throw TokenRefusals.refused("it is not good yet (nbf); is this machine's clock right, and the issuer's?");
        }
        Identity identity = new Identity(principal(claims), Optional.of(expires), false);
        return new Verified(identity, certificateHash(claims));
    }

    private void requireAudience(JsonNode audience) {
        boolean meant = audience.isArray()
                ? StreamSupport.stream(audience.spliterator(), false).anyMatch(this::isHere)
                : isHere(audience);
        if (!meant) {
            throw TokenRefusals.refused("it is meant for somebody else (aud); get one for this gateway");
        }
    }

    private boolean isHere(JsonNode audience) {
        return audience.isTextual() && issuer.audiences().contains(audience.asText());
    }

    private static Instant time(JsonNode claims, String claim) {
        JsonNode value = claims.path(claim);
        double seconds = value.isNumber() ? value.asDouble() : Double.NaN;
        if (!(Math.abs(seconds) <= TIME_MAX)) {
            throw TokenRefusals.refused("it has no time as " + claim + ", which every token must have");
        }
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private Principal principal(JsonNode claims) {
        IssuerSettings.Claims where = issuer.claims();
        Optional<String> person = where.person().isEmpty() ? Optional.empty() : text(claims, where.person());
        if (person.isPresent() && where.person().equals(EMAIL)) {
            requireVerified(claims);
        }
        String name = where.prefix()
                + person.or(() -> text(claims, where.name()))
                        .orElseThrow(() -> TokenRefusals.refused("it does not say whose it is (" + where.name() + ")"));
        if (!Names.isName(name)) {
            throw unfit(where.name());
        }
        Optional<Application> known = person.isPresent() ? Optional.empty() : applications.apply(name);
        return new Principal(
                person.isPresent() ? Principal.Kind.PERSON : Principal.Kind.APPLICATION,
                name,
                where.team().isEmpty()
                        ? known.map(Application::team).orElse("")
                        : text(claims, where.team())
                                .or(() -> known.map(Application::team))
                                .orElse(""),
                where.domain().isEmpty()
                        ? known.map(Application::domain).orElse("")
                        : text(claims, where.domain())
                                .or(() -> known.map(Application::domain))
                                .orElse(""));
    }

    /** Whoever may write any address into an account of his could be anybody. */
    private static void requireVerified(JsonNode claims) {
        if (!claims.path("email_verified").asText().equals("true")) {
            throw TokenRefusals.refused(
                    "its issuer has not verified the address in email (email_verified); have it verified"
                            + " there, or name people by another claim (person-claim)");
        }
    }

    /** Empty where the token does not have it. */
    private static Optional<String> text(JsonNode claims, String claim) {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || !Names.isName(value.asText())) {
            throw unfit(claim);
        }
        return Optional.of(value.asText());
    }

    private static ProblemException unfit(String claim) {
        return TokenRefusals.refused(
                "its claim " + claim + " is no text of 1 to " + Names.LENGTH_MAX + " printable characters");
    }

    /** The certificate that a token is bound to (RFC 8705). What it is bound to otherwise cannot be seen here. */
    private static Optional<String> certificateHash(JsonNode claims) {
        JsonNode confirmation = claims.path("cnf");
        if (confirmation.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode hash = confirmation.path(CERTIFICATE_HASH);
        if (confirmation.size() != 1 || !hash.isTextual()) {
            throw TokenRefusals.refused(
                    "it is bound to something else than a certificate (cnf), which is not checked here");
        }
        return Optional.of(hash.asText());
    }

    /**
     * A token that was found good.
     *
     * @param identity whose it is
     * @param certificateHash of the certificate that it must come with; empty: it may come with any, or none
     */
    record Verified(Identity identity, Optional<String> certificateHash) {}
}
