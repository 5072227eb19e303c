package dev.dpg.cli.access;

import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;

/** What a gateway refuses about access, with the command that helps there; other refusals are told as everywhere. Pure. */
final class AccessRefusals {
    private AccessRefusals() {}

    /**
     * The end of a command that was refused.
     *
     * @param instead what to type where the caller may not do this
     */
    static RuntimeException of(StatusRuntimeException refused, List<String> instead) {
        Optional<Refusal> refusal = Refusal.of(refused);
        if (refusal.isEmpty()) {
            return refused;
        }
        Refusal told = refusal.get();
        if (told.code() == Status.Code.PERMISSION_DENIED) {
            return new CommandFailure(ExitCode.DENIED, told.message(), instead);
        }
        if (told.reason().equals("WRONG_STATE")) {
            return new CommandFailure(ExitCode.ERROR, told.message(), "access list");
        }
        return refused;
    }
}
