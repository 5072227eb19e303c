package dev.dpg.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    private static Refusal refused(Map<String, String> metadata) {
        return new Refusal(
                Status.Code.INVALID_ARGUMENT, "the filter names no property", "BAD_FILTER", metadata, List.of());
    }
}
