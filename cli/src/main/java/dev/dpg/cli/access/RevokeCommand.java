package dev.dpg.cli.access;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Table;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.Grant;
import dev.dpg.v1.RevokeGrantRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg access revoke}: ends access now. */
@Command(
        name = "revoke",
        preprocessor = IdArgument.class,
        mixinStandardHelpOptions = true,
        header = "Ends access that was given, now.",
        description =
                "Open streams end within a second, on every gateway, and are told why. For owners and stewards of the "
                        + "product's domain; who reads may give up its own access, without a reason.",
        footer = {
            "",
            "Examples:",
            "  dpg access revoke 5oGnNWyeRZm2Zl3cK0pQxA --reason \"the project is over\"          says what would end",
            "  dpg access revoke 5oGnNWyeRZm2Zl3cK0pQxA --reason \"the project is over\" --yes    ends it"
        })
final class RevokeCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "GRANT", description = "The id of the grant, as dpg access grants shows it.")
    private String id = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description =
                    "Why, for who reads: one line of at most 1000 characters. Required, unless the access is yours.")
    private String reason = "";

    @Option(names = "--yes", description = "Do it. Without it nothing is changed.")
    private boolean yes;

    /** The command on a terminal. */
    RevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Grant grant;
        try (Connection connection = gateway.connect()) {
            if (!yes) {
                throw unconfirmed(connection);
            }
            grant = connection
                    .access()
                    .revokeGrant(RevokeGrantRequest.newBuilder()
                            .setId(id)
                            .setReason(reason)
                            .build())
                    .getGrant();
        } catch (StatusRuntimeException refused) {
            throw refusal(refused);
        }
        new Answer(terminal, format.format()).one(GrantFields.of(grant));
        terminal.note(Table.oneLine("the access of " + grant.getPrincipal() + " to "
                + grant.getTerms().getProduct() + " "
                + (grant.getState() == Grant.State.STATE_REVOKED
                        ? "was revoked by " + grant.getRevokedBy() + " at " + AccessText.time(grant.getRevokeTime())
                        : "was over already, since " + AccessText.time(grant.getEndTime()))));
        return ExitCode.OK.number();
    }

    /** Says what would end. */
    private CommandFailure unconfirmed(Connection connection) {
        Grant grant = AccessPages.grant(connection, id)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND, "there is no such grant, or none that you may see", "access grants"));
        return new CommandFailure(
                ExitCode.USAGE,
                "this would end the access of " + grant.getPrincipal() + " to "
                        + grant.getTerms().getProduct() + ", and its open streams; say --yes to do it",
                List.of(confirmed(reason.isEmpty() ? "\"...\"" : AccessText.word(reason)), "access grants"));
    }

    private String confirmed(String why) {
        return "access revoke " + id + " --yes --reason " + why;
    }

    private RuntimeException refusal(StatusRuntimeException refused) {
        boolean lacksReason = reason.isBlank()
                && Refusal.of(refused)
                        .filter(told -> told.reason().equals("BAD_REQUEST"))
                        .isPresent();
        return lacksReason
                ? new CommandFailure(
                        ExitCode.USAGE, Refusal.of(refused).orElseThrow().message(), confirmed("\"...\""))
                : AccessRefusals.of(refused, List.of("access grants"));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("access revoke", id, gateway.address());
    }
}
