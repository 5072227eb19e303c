package dev.dpg.gateway.publication;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.codec.SchemaTexts;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.contract.LintedPort;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.contract.SchemaMatch;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks registries for the schemas that contracts are read with. The newest one of a subject is kept with the version that is
 * published: what a registry learns later does not change what is published already.
 */
final class SchemaCheck {
    private final SchemaSource schemas;

    SchemaCheck(SchemaSource schemas) {
        this.schemas = schemas;
    }

    /**
     * The same with the schemas' texts, and with what is found by them. All registries are asked at the same time; blocks until
     * they answer.
     *
     * @throws ProblemException {@code REGISTRY_DOWN} where one does not, and {@code WRONG_STATE} where what it answers is of no
     *     use; where something else blocks, whoever has documents to correct can do that without it, and it is left out
     */
    LintResult resolved(LintResult lint) {
        Map<LintedPort, CompletableFuture<Optional<RegisteredSchema>>> asked = new LinkedHashMap<>();
        for (LintedPort port : lint.understood()) {
            if (isMissing(port.port().schema())) {
                asked.put(port, ask(port.port().schema()));
            }
        }
        List<LintedPort> ports = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(lint.findings());
        for (LintedPort port : lint.understood()) {
            CompletableFuture<Optional<RegisteredSchema>> answer = asked.get(port);
            ports.add(answer == null ? port : resolved(port, answer, lint.blocking(), findings));
        }
        return new LintResult(lint.domain(), ports, lint.topics(), findings);
    }

    /** A registry that is not known was found already. */
    private boolean isMissing(SchemaOrigin origin) {
        return origin.text().isEmpty()
                && !origin.subject().isEmpty()
                && schemas.registries().contains(origin.registry());
    }

    private CompletableFuture<Optional<RegisteredSchema>> ask(SchemaOrigin origin) {
        return schemas.latest(origin.registry(), origin.subject()).toCompletableFuture();
    }

    private static LintedPort resolved(
            LintedPort linted,
            CompletableFuture<Optional<RegisteredSchema>> answer,
            boolean blocked,
            List<Finding> findings) {
        try {
            Optional<RegisteredSchema> found = answer.join();
            if (found.isEmpty()) {
                findings.add(missing(linted));
                return linted;
            }
            return resolved(linted, found.get(), findings);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ProblemException unanswered)) {
                throw e;
            }
            if (!blocked) {
                throw unanswered;
            }
            return linted;
        }
    }

    private static LintedPort resolved(LintedPort linted, RegisteredSchema schema, List<Finding> findings) {
        CompiledPort port = linted.port();
        PayloadFormat format = port.binding().format();
        if (schema.format() != format) {
            findings.add(otherFormat(linted, schema.format()));
            return linted;
        }
        SchemaOrigin origin = port.schema();
        List<Finding> found = SchemaMatch.check(
                port.fields(),
                linted.schemaPlaces(),
                format,
                schema.text(),
                SchemaTexts.references(schema),
                origin.messageName());
        findings.addAll(found);
        return found.stream().anyMatch(Finding::blocks)
                ? linted
                : linted.withSchema(new SchemaOrigin(
                        origin.framing(),
                        origin.registry(),
                        origin.subject(),
                        SchemaTexts.selfContained(schema),
                        origin.messageName()));
    }

    private static Finding missing(LintedPort linted) {
        SchemaOrigin origin = linted.port().schema();
        return new Finding(
                Rule.CONTRACT_SCHEMA_SUBJECT,
                linted.schemaPlaces().schema(),
                "The schema registry \"" + origin.registry() + "\" has no subject \"" + origin.subject() + "\".",
                "Register the schema first, or name its subject in the custom property schemaSubject.");
    }

    private static Finding otherFormat(LintedPort linted, PayloadFormat format) {
        return new Finding(
                Rule.CONTRACT_SCHEMA_TEXT,
                linted.schemaPlaces().schema(),
                "The newest schema of subject \"" + linted.port().schema().subject() + "\" is of format "
                        + format.standardName() + ", the contract's server of format "
                        + linted.port().binding().format().standardName() + ".",
                "Correct the format of the contract's server, or name another subject.");
    }
}
