package dev.dpg.cli.access;

import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.DecideAccessRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;

/**
 * What the commands that decide about a request have in common.
 *
 * @param terminal where what became of it is shown
 * @param gateway where it is decided
 * @param format how it is shown
 */
record Deciding(Terminal terminal, ConnectionOptions gateway, FormatOption format) {
    /** Decides, shows the request as it is then, and says what became of it. */
    int decide(String id, DecideAccessRequest.Decision decision, String reason) {
        AccessRequest decided;
        try (Connection connection = gateway.connect()) {
            decided = connection
                    .access()
                    .decideAccess(DecideAccessRequest.newBuilder()
                            .setId(id)
                            .setDecision(decision)
                            .setReason(reason)
                            .build())
                    .getRequest();
        } catch (StatusRuntimeException refused) {
            throw AccessRefusals.of(refused, List.of("access list"));
        }
        new Answer(terminal, format.format()).one(RequestFields.whole(decided));
        var outcome = new Outcome(decided);
        terminal.note(outcome.sentence());
        if (outcome.isOpen()) {
            terminal.suggest(List.of("access list --state requested"));
        } else if (decided.getState() == AccessRequest.State.STATE_APPROVED) {
            terminal.suggest(
                    List.of("access grants --product " + decided.getTerms().getProduct()));
        }
        return ExitCode.OK.number();
    }
}
