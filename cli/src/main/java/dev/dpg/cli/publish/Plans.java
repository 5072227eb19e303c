package dev.dpg.cli.publish;

import dev.dpg.cli.publish.DocumentGroups.Group;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.cli.terminal.Waiting;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PlanProductResponse;
import java.util.List;

/** Asks a gateway what would become of documents, and shows it. */
final class Plans {
    private final Terminal terminal;
    private final DocumentPaths documents;
    private final List<String> confirmedRemovals;

    Plans(Terminal terminal, DocumentPaths documents, List<String> confirmedRemovals) {
        this.terminal = terminal;
        this.documents = documents;
        this.confirmedRemovals = List.copyOf(confirmedRemovals);
    }

    /** The plan of one product. */
    PlanProductResponse of(Connection connection, Group group, boolean skipSample) {
        PlanProductRequest request = PlanProductRequest.newBuilder()
                .setProduct(group.productMessage())
                .addAllContracts(group.contractMessages())
                .setSkipSample(skipSample)
                .addAllConfirmedRemovals(confirmedRemovals)
                .build();
        return Waiting.on(
                terminal,
                "planning " + group.product().fileName(),
                () -> connection.productsAtWork().planProduct(request));
    }

    /**
     * Plans all products, and writes the answer.
     *
     * @throws CommandFailure where one of them could not be applied
     */
    void show(Connection connection, String command, FormatOption format, boolean skipSample) {
        PlanFields plans = new PlanFields();
        documents.read(terminal, command).groups().forEach(group -> plans.add(of(connection, group, skipSample)));
        new Answer(terminal, format.format()).one(plans.answer());
        if (!plans.isApplicable()) {
            throw new CommandFailure(ExitCode.CHECK_FAILED, plans.summary(), documents.with(command));
        }
        terminal.note(plans.summary());
        terminal.suggest(List.of(documents.with("apply")));
    }
}
