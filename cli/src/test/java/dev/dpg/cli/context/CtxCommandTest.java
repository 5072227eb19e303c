package dev.dpg.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.context.LoginFile.Login;
import dev.dpg.cli.fakes.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CtxCommandTest {
    @TempDir
    private Path home;

    @Test
    void aContextThatIsSetIsListedAndTheFirstOneIsCurrent() throws Exception {
        assertThat(run("ctx", "set", "prod", "--address", "gateway.example:7443", "--issuer", "https://login.example")
                        .err())
                .isEqualTo("set prod, the current context\n");
        assertThat(run("ctx", "set", "test", "-a", "127.0.0.1:1", "--no-tls").err())
                .isEqualTo("set test\n");

        assertThat(run("ctx", "-o", "ndjson").out().lines())
                .satisfiesExactly(
                        prod -> assertThat(prod)
                                .contains(
                                        "\"name\":\"prod\",\"current\":true,\"address\":\"gateway.example:7443\"",
                                        "\"issuer\":\"https://login.example\""),
                        test -> assertThat(test).contains("\"name\":\"test\",\"current\":false", "\"tls\":\"false\""));
        Path file = home.resolve(".config/dpg/contexts");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsGivenChangesAndTheRestStays() {
        run("ctx", "set", "prod", "--address", "a:1", "--ca", "ca.pem");
        run("ctx", "set", "prod", "--address", "b:2");
        assertThat(run("ctx", "-o", "ndjson").out())
                .contains("\"address\":\"b:2\"", "\"ca\":\"" + Path.of("ca.pem").toAbsolutePath() + "\"");

        run("ctx", "set", "prod", "--ca", "");
        assertThat(run("ctx", "-o", "ndjson").out()).contains("\"ca\":\"\"");
    }

    @Test
    void anotherOneIsUsedAndOneIsDeletedWithItsLogin() {
        run("ctx", "set", "prod", "--address", "a:1");
        run("ctx", "set", "test", "--address", "b:2");
        login("test");
        assertThat(run("ctx", "use", "test").exitCode()).isZero();
        assertThat(run("ctx", "-o", "ndjson").out()).contains("\"name\":\"test\",\"current\":true");

        assertThat(run("ctx", "delete", "test").exitCode()).isZero();
        assertThat(run("ctx", "-o", "ndjson").out()).contains("\"name\":\"prod\",\"current\":false");
        assertThat(new LoginFile(surroundings(), "test").read()).isEmpty();
    }

    @Test
    void withAnotherIssuerTheLoginEnds() {
        run("ctx", "set", "prod", "--address", "a:1", "--issuer", "https://one.example", "--client-id", "dpg");
        login("prod");
        run("ctx", "set", "prod", "--ca", "ca.pem");
        assertThat(new LoginFile(surroundings(), "prod").read()).isPresent();

        run("ctx", "set", "prod", "--issuer", "https://two.example");
        assertThat(new LoginFile(surroundings(), "prod").read()).isEmpty();
    }

    @Test
    void aContextThatDoesNotExistIsNotFoundAndThoseThatDoAreNamed() {
        run("ctx", "set", "prod", "--address", "a:1");

        CommandRun run = run("ctx", "use", "prd");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("there is no context \"prd\"; there are prod", "dpg ctx set NAME");
        assertThat(run("products", "--context", "prd").exitCode()).isEqualTo(3);
    }

    @Test
    void aContextWithoutAnAddressOrWithHalfOfACertificateIsRefused() {
        assertThat(run("ctx", "set", "prod", "--ca", "ca.pem").err()).contains("give its address");
        assertThat(run("ctx", "set", "prod", "--address", "a:1", "--cert", "me.crt")
                        .err())
                .contains("come together");
        assertThat(run("ctx", "set", "a.b", "--address", "a:1").err()).contains("no name of a context");
        assertThat(run("ctx", "set", "prod", "--address", "a:1", "--ca", "ca.pem", "--no-tls")
                        .err())
                .contains("of no use without TLS");
        assertThat(run("ctx").out().lines()).hasSize(1);
    }

    @Test
    void theFileLiesWhereTheDesktopWantsIt() {
        var elsewhere =
                new Surroundings(Map.of("XDG_CONFIG_HOME", home.resolve("xdg").toString()), home.resolve("unused"));

        CommandRun.in(elsewhere, "ctx", "set", "prod", "--address", "a:1");

        assertThat(home.resolve("xdg/dpg/contexts")).exists();
    }

    @Test
    void loginWithoutAContextOrAnIssuerSaysHowToMakeOne() {
        assertThat(run("login").err()).contains("there is no current context", "dpg ctx set NAME");
        run("ctx", "set", "prod", "--address", "a:1");
        assertThat(run("login").err()).contains("who issues its tokens", "dpg ctx set prod --issuer URL");
        assertThat(run("logout").err()).isEqualTo("there was no login\n");
        login("prod");
        assertThat(run("logout").err()).isEqualTo("logged out of prod\n");
    }

    private void login(String context) {
        new LoginFile(surroundings(), context)
                .write(new Login("https://one.example", "dpg", "secret", Optional.empty(), Optional.empty()));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.in(surroundings(), arguments);
    }

    private Surroundings surroundings() {
        return new Surroundings(Map.of(), home);
    }
}
