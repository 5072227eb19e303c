package dev.dpg.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    @Test
    void badFilterIsShownWithACaretUnderThePlace() {
        CommandFailure failure = refused(Map.of("line", "1", "column", "7", "offset", "6"))
                .asFailure(new Refusal.Attempt("read", "sales.orders", "127.0.0.1:7443", "value.totla > 5"));

        assertThat(failure.code()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.getMessage()).isEqualTo("""
                        the filter names no property
                             value.totla > 5
                                   ^""");
        assertThat(failure.next()).containsExactly("read --help");
    }

    @Test
    void theLineThatIsWrongIsShownOfSeveral() {
        CommandFailure failure = refused(Map.of("line", "2", "column", "4", "offset", "9"))
                .asFailure(new Refusal.Attempt("tail", "sales.orders", "127.0.0.1:7443", "true\n&& totla\n&& true"));

        assertThat(failure.getMessage()).isEqualTo("""
                        the filter names no property
                             && totla
                                ^""");
    }

    @Test
    void aPlaceThatIsMissingOrNoNumberShowsNothingWrong() {
        var attempt = new Refusal.Attempt("read", "sales.orders", "127.0.0.1:7443", "x");

        assertThat(refused(Map.of()).asFailure(attempt).getMessage()).isEqualTo("the filter names no property");
        assertThat(refused(Map.of("line", "x", "column", "99999999999"))
                        .asFailure(attempt)
                        .getMessage())
                .startsWith("the filter names no property\n     x\n     ^");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_CREDENTIALS", "TOKEN_EXPIRED", "BAD_TOKEN_SIGNATURE"})
    void whoIsNotKnownLogsIn(String reason) {
        var refusal = new Refusal(Status.Code.UNAUTHENTICATED, "who are you?", reason, Map.of(), List.of());

        CommandFailure failure = refusal.asFailure(new Refusal.Attempt("read", "sales.orders", "a:1"));

        assertThat(failure.code()).isEqualTo(ExitCode.DENIED);
        assertThat(failure.next()).containsExactly("login", "read sales.orders --token-file FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_GRANT", "GRANT_EXPIRED", "GRANT_REVOKED", "FIELD_DENIED", "PURPOSE_DENIED"})
    void whoMayNotReadAsksForAccess(String reason) {
        var refusal = new Refusal(Status.Code.PERMISSION_DENIED, "not yours", reason, Map.of(), List.of());

        CommandFailure failure = refusal.asFailure(new Refusal.Attempt("read", "sales.orders", "a:1"));

        assertThat(failure.code()).isEqualTo(ExitCode.DENIED);
        assertThat(failure.next()).contains("access request sales.orders --purpose \"...\"");
    }

    @Test
    void whatIsDeniedWithoutAProductLeadsToThoseThatThereAre() {
        var refusal = new Refusal(Status.Code.PERMISSION_DENIED, "not yours", "NO_GRANT", Map.of(), List.of());

        assertThat(refusal.asFailure(new Refusal.Attempt("drain", "", "a:1")).next())
                .containsExactly("products");
    }

    @Test
    void aConnectionThatTlsPreventedIsExplainedInTheSdksWords() {
        var refusal = new Refusal(
                Status.Code.UNAVAILABLE, "no connection to a:1: the certificate has expired", "", Map.of(), List.of());

        CommandFailure failure = refusal.asFailure(new Refusal.Attempt("products", "", "a:1"));

        assertThat(failure.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("the certificate has expired");
        assertThat(failure.next()).containsExactly("doctor -a a:1");
    }

    private static Refusal refused(Map<String, String> metadata) {
        return new Refusal(
                Status.Code.INVALID_ARGUMENT, "the filter names no property", "BAD_FILTER", metadata, List.of());
    }
}
