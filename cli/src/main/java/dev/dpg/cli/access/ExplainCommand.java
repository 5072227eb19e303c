package dev.dpg.cli.access;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.ExplainAccessRequest;
import dev.dpg.v1.ExplainAccessResponse;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg access explain}: what somebody may read of a product, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = "Says what may be read of a product, and why; without data.",
        description =
                "Shows on what access is based, when it ends, and which properties and records it is for. Ends with 4 where "
                        + "there is no access. Of others only for owners and stewards of the product's domain, and operators.",
        footer = {
            "",
            "Examples:",
            "  dpg access explain sales.orders",
            "  dpg access explain sales.orders --purpose \"holiday forecast\"",
            "  dpg access explain sales.orders --principal application:billing -o json"
        })
final class ExplainCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "PRODUCT", description = "Dotted name of the product: domain.port or domain.port.v1.")
    private String product = "";

    @Option(
            names = "--principal",
            paramLabel = "WHO",
            description = "Who would read: application:NAME or person:NAME. Default: you.")
    private String principal = "";

    @Option(names = "--purpose", paramLabel = "TEXT", description = "For this purpose. Default: for any.")
    private String purpose = "";

    /** The command on a terminal. */
    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ExplainAccessResponse explained;
        try (Connection connection = gateway.connect()) {
            explained = connection
                    .access()
                    .explainAccess(ExplainAccessRequest.newBuilder()
                            .setProduct(product)
                            .setPrincipal(principal)
                            .setPurpose(purpose)
                            .build());
        } catch (StatusRuntimeException refused) {
            throw AccessRefusals.of(refused, List.of("access explain " + product));
        }
        new Answer(terminal, format.format()).one(fields(explained));
        if (explained.getBasis() == ExplainAccessResponse.Basis.BASIS_NONE) {
            throw new CommandFailure(ExitCode.DENIED, explained.getExplanation(), next(explained));
        }
        return ExitCode.OK.number();
    }

    private List<String> next(ExplainAccessResponse explained) {
        String whose = principal.isEmpty() ? "" : " --principal " + AccessText.word(principal);
        String ask = "access request " + explained.getProduct() + " --purpose "
                + (purpose.isEmpty() ? "\"...\"" : AccessText.word(purpose)) + whose;
        return explained.getRefusal().equals("PURPOSE_DENIED")
                ? List.of("access grants --product " + explained.getProduct() + whose, ask)
                : List.of(ask);
    }

    private static Fields fields(ExplainAccessResponse explained) {
        return new Fields()
                .with("product", explained.getProduct())
                .with("principal", explained.getPrincipal())
                .with("basis", AccessText.constant(explained.getBasis(), "BASIS"))
                .with("grant", explained.getGrantId())
                .with("until", explained.hasEndTime() ? AccessText.time(explained.getEndTime()) : "")
                .withTexts("fields", explained.getFieldsList())
                .withTexts("masked_fields", explained.getMaskedFieldsList())
                .with("rows", explained.getRows())
                .with("refusal", explained.getRefusal())
                .with("explanation", explained.getExplanation());
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("access explain", product, gateway.address());
    }
}
