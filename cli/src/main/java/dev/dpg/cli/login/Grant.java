package dev.dpg.cli.login;

import dev.dpg.cli.context.LoginFile.Login;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Reads what an issuer's token endpoint gives (RFC 6749, 5.1). Pure. */
final class Grant {
    private static final long SECONDS_MAX = 365L * 24 * 60 * 60;

    private Grant() {}

    /**
     * The login in an answer.
     *
     * @param answer of the token endpoint, a good one
     * @param before what it renews; a refresh token that is not given anew stays
     * @throws IOException if there is no token in it
     */
    static Login login(Issuer.Answer answer, Login before, Instant now) throws IOException {
        String token = answer.body().path("access_token").asText("");
        if (token.isEmpty()) {
            throw new IOException("the issuer's answer holds no access token");
        }
        String refresh = answer.body().path("refresh_token").asText("");
        long seconds = answer.body().path("expires_in").asLong(0);
        return new Login(
                before.issuer(),
                before.clientId(),
                token,
                refresh.isEmpty() ? before.refreshToken() : Optional.of(refresh),
                seconds <= 0 ? Optional.empty() : Optional.of(now.plusSeconds(Math.min(seconds, SECONDS_MAX))));
    }
}
