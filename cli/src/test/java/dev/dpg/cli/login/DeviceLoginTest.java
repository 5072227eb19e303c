package dev.dpg.cli.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.cli.context.LoginFile.Login;
import dev.dpg.cli.fakes.ManualPauses;
import dev.dpg.cli.fakes.StubIssuer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceLoginTest {
    private final StubIssuer issuer;
    private final ManualPauses pauses = new ManualPauses();
    private final List<String> notes = new ArrayList<>();

    DeviceLoginTest() throws IOException {
        issuer = StubIssuer.start();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void waitsInTheIssuersPaceUntilThePersonHasAgreed() throws Exception {
        issuer.willRefuse("authorization_pending")
                .willRefuse("slow_down")
                .willRefuse("authorization_pending")
                .willGive("access-1", "refresh-1", 300);

        Login login = login();

        assertThat(login.accessToken()).isEqualTo("access-1");
        assertThat(login.refreshToken()).contains("refresh-1");
        assertThat(login.expiresAt()).contains(pauses.instant().plusSeconds(300));
        assertThat(pauses.pauses())
                .containsExactly(
                        Duration.ofSeconds(7), Duration.ofSeconds(7), Duration.ofSeconds(12), Duration.ofSeconds(12));
        assertThat(issuer.asked().get(0))
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
                .containsEntry("device_code", "device-secret")
                .containsEntry("client_id", "dpg");
    }

    @Test
    void showsWhereToGoAndTheCodeAndNothingSecret() throws Exception {
        issuer.willGive("access-1", "refresh-1", 300);

        Login login = login();

        assertThat(notes).containsExactly("Open " + issuer.url() + "/activate and enter the code WDJB-MJHT");
        assertThat(login.toString()).doesNotContain("access-1", "refresh-1");
    }

    @Test
    void anIssuerThatIsAwayForAMomentIsAskedMoreSlowly() throws Exception {
        issuer.willFail().willGive("access-1", "", 300);

        assertThat(login().refreshToken()).isEmpty();
        assertThat(pauses.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(14));
        assertThat(notes).anyMatch(note -> note.contains("answers with status 503; still trying"));
    }

    @Test
    void aLoginThatIsDeclinedIsDenied() {
        issuer.willRefuse("access_denied");

        assertThatThrownBy(this::login)
                .hasMessage("the login was declined")
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ExitCode.DENIED));
    }

    @Test
    void aCodeThatExpiredIsTold() {
        issuer.willRefuse("authorization_pending").willRefuse("expired_token");

        assertThatThrownBy(this::login).hasMessageContaining("nobody agreed");
    }

    @Test
    void anIssuerThatNeverSaysSoIsNotWaitedForLongerThanTheCodeIsValid() {
        assertThatThrownBy(this::login).hasMessageContaining("nobody agreed");

        assertThat(pauses.pauses()).hasSize(86); // of 7 s each, in 600 s
    }

    @Test
    void anythingElseIsShownAsTheIssuerSaysIt() {
        issuer.willRefuse("invalid_client");

        assertThatThrownBy(this::login).hasMessage("the issuer refused the login: invalid_client");
    }

    @Test
    void anIssuerThatCallsItselfSomethingElseIsNotBelieved() {
        issuer.calls("https://other.example");

        assertThatThrownBy(this::login).hasMessageContaining("calls itself something else (https://other.example)");
        assertThat(issuer.asked()).isEmpty();
    }

    @Test
    void anIssuerThatIsNotThereIsAFailureOfTheNetwork() {
        issuer.close();

        assertThatThrownBy(this::login).isInstanceOf(IOException.class).hasMessageContaining("does not answer");
    }

    @Test
    void anIssuerElsewhereIsReachedByHttpsOnly() {
        assertThatThrownBy(() -> new Issuer("http://login.example")).hasMessageContaining("begins with https://");
        assertThatThrownBy(() -> new Issuer("login.example")).hasMessageContaining("begins with https://");
        assertThat(new Issuer("https://login.example/")).isNotNull();
    }

    private Login login() throws Exception {
        var client = new Login(issuer.url(), "dpg", "", Optional.empty(), Optional.empty());
        return new DeviceLogin(new Issuer(issuer.url()), client, pauses, notes::add).login("openid");
    }
}
