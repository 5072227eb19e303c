package dev.dpg.cli.login;

import dev.dpg.cli.context.LoginFile;
import dev.dpg.cli.context.LoginFile.Login;
import dev.dpg.client.TokenSource;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token of a login, which is renewed by its refresh token when it is about to expire, or a gateway does not take it any more.
 * What is renewed is kept at once, as the refresh token may be another one by then; processes renew one after the other, and take
 * over what another one has renewed. Asked by one thread at a time.
 */
public final class LoginTokens implements TokenSource {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final LoginFile file;
    private final InstantSource clock;
    private Login login;
    private @Nullable Issuer issuer;

    private LoginTokens(LoginFile file, Login login, InstantSource clock) {
        this.file = file;
        this.login = login;
        this.clock = clock;
    }

    /**
     * Those of a login that is kept; none where there is no login of this client at this issuer.
     *
     * @param file of the login
     * @param issuer of the context
     * @param clientId of the context
     */
    public static Optional<TokenSource> of(LoginFile file, String issuer, String clientId, InstantSource clock) {
        return file.read()
                .filter(login ->
                        login.issuer().equals(issuer) && login.clientId().equals(clientId))
                .map(login -> new LoginTokens(file, login, clock));
    }

    @Override
    public String token() throws Exception {
        // Without a refresh token the gateway is asked whether it still takes the token: its word counts.
        if (isAboutToExpire(login) && login.refreshToken().isPresent()) {
            renew(login.accessToken());
        }
        return login.accessToken();
    }

    @Override
    public String renewed(String refused) throws Exception {
        renew(refused);
        return login.accessToken();
    }

    private void renew(String old) throws Exception {
        login = file.alone(() -> {
            Login kept = file.read().orElseThrow(() -> ended("you have logged out meanwhile"));
            boolean isRenewed = !kept.accessToken().equals(old) && !isAboutToExpire(kept);
            return isRenewed ? kept : ask(kept);
        });
    }

    private Login ask(Login kept) throws IOException, InterruptedException {
        String refresh = kept.refreshToken().orElseThrow(() -> ended("the issuer gave no way to renew it"));
        if (issuer == null) {
            issuer = new Issuer(kept.issuer());
        }
        Issuer.Answer answer = issuer.post(
                issuer.endpoint("token_endpoint"),
                Map.of("grant_type", "refresh_token", "refresh_token", refresh, "client_id", kept.clientId()));
        if (!answer.isOk()) {
            throw ended("the issuer says " + answer.error());
        }
        Login renewed = Grant.login(answer, kept, clock.instant());
        file.write(renewed);
        return renewed;
    }

    private boolean isAboutToExpire(Login known) {
        return known.expiresAt()
                .filter(end -> !clock.instant().plus(MARGIN).isBefore(end))
                .isPresent();
    }

    private static IllegalStateException ended(String why) {
        return new IllegalStateException("the login has ended (" + why + "); log in again");
    }
}
