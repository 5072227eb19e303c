package dev.dpg.cli.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.cli.context.LoginFile;
import dev.dpg.cli.context.LoginFile.Login;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.fakes.ManualPauses;
import dev.dpg.cli.fakes.StubIssuer;
import dev.dpg.client.TokenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTokensTest {
    private static final Duration VALID = Duration.ofMinutes(5);

    @TempDir
    private Path home;

    private final StubIssuer issuer;
    private final ManualPauses clock = new ManualPauses();

    @SuppressWarnings("NullAway.Init") // made before each test
    private LoginFile file;

    LoginTokensTest() throws IOException {
        issuer = StubIssuer.start();
    }

    @BeforeEach
    void logIn() {
        file = new LoginFile(new Surroundings(Map.of(), home), "prod");
        keep("access-1", Optional.of("refresh-1"));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void aTokenThatIsGoodIsGivenWithoutAskingAnybody() throws Exception {
        assertThat(tokens().token()).isEqualTo("access-1");
        assertThat(issuer.asked()).isEmpty();
    }

    @Test
    void oneThatIsAboutToExpireIsRenewedAndTheRotatedRefreshTokenIsKept() throws Exception {
        issuer.willGive("access-2", "refresh-2", 300).willGive("access-3", "refresh-3", 300);
        TokenSource tokens = tokens();
        clock.pause(VALID.minusSeconds(20));

        assertThat(tokens.token()).isEqualTo("access-2");
        assertThat(tokens.token()).isEqualTo("access-2");
        clock.pause(VALID);
        assertThat(tokens.token()).isEqualTo("access-3");

        assertThat(issuer.asked())
                .extracting(form -> form.get("refresh_token"))
                .containsExactly("refresh-1", "refresh-2");
        assertThat(file.read().orElseThrow().refreshToken()).contains("refresh-3");
    }

    @Test
    void aRefreshTokenThatIsNotGivenAnewStays() throws Exception {
        issuer.willGive("access-2", "", 300);
        clock.pause(VALID);

        tokens().token();

        assertThat(file.read().orElseThrow().refreshToken()).contains("refresh-1");
    }

    @Test
    void oneThatAGatewayDoesNotTakeIsRenewedBeforeItsTime() throws Exception {
        issuer.willGive("access-2", "refresh-2", 300);

        assertThat(tokens().renewed("access-1")).isEqualTo("access-2");
    }

    @Test
    void whatAnotherProcessRenewedIsTakenOver() throws Exception {
        TokenSource tokens = tokens();
        clock.pause(VALID);
        keep("access-of-another", Optional.of("refresh-of-another"));

        assertThat(tokens.token()).isEqualTo("access-of-another");
        assertThat(issuer.asked()).isEmpty();
    }

    @Test
    void aLoginThatTheIssuerEndedSaysSoAndShowsNoToken() {
        issuer.willRefuse("invalid_grant");
        clock.pause(VALID);

        assertThatThrownBy(() -> tokens().token())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the login has ended (the issuer says invalid_grant); log in again");
    }

    @Test
    void anIssuerThatIsAwayIsAFailureOfTheNetworkAndTheLoginStays() {
        issuer.willFail();
        clock.pause(VALID);

        assertThatThrownBy(() -> tokens().token()).isInstanceOf(IOException.class);
        assertThat(file.read()).isPresent();
    }

    @Test
    void withoutARefreshTokenTheGatewayIsAskedWhetherItStillTakesTheToken() throws Exception {
        keep("access-1", Optional.empty());
        clock.pause(VALID);

        assertThat(tokens().token()).isEqualTo("access-1");
        assertThatThrownBy(() -> tokens().renewed("access-1")).hasMessageContaining("no way to renew it");
    }

    @Test
    void aLoginOfAnotherIssuerOrClientIsNone() {
        assertThat(LoginTokens.of(file, "https://other.example", "dpg", clock)).isEmpty();
        assertThat(LoginTokens.of(file, issuer.url(), "other", clock)).isEmpty();
    }

    @Test
    void nobodyElseCanReadIt() throws Exception {
        Path kept = home.resolve(".config/dpg/logins/prod");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolveSibling(""))))
                .isEqualTo("rwx------");
    }

    private void keep(String access, Optional<String> refresh) {
        file.write(new Login(
                issuer.url(),
                "dpg",
                access,
                refresh,
                Optional.of(clock.instant().plus(VALID))));
    }

    private TokenSource tokens() {
        return LoginTokens.of(file, issuer.url(), "dpg", clock).orElseThrow();
    }
}
