package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.DocumentLinks;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.publication.DirectoryReport.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the documents of a directory: every {@code *.odps.yaml} with those {@code *.odcs.yaml} whose ids it names. It can
 * be done at every start: the request id is made of the content, what is published already stays as it is, and newer
 * versions in the catalogue are never replaced by older ones. A document that cannot be applied is logged and reported, and
 * stops neither the others nor the gateway.
 */
public final class DocumentDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentDirectory.class);
    private static final String PRODUCT_SUFFIX = ".odps.yaml";
    private static final String CONTRACT_SUFFIX = ".odcs.yaml";
    /** Of the digest, in hexadecimal: more than enough against collisions, and within the length of a request id. */
    private static final int DIGEST_CHARACTERS = 40;

    private final Publisher publisher;

    public DocumentDirectory(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Applies all product documents, in the order of their names. Blocks; called on a control thread.
     *
     * @throws IOException if the directory itself cannot be listed
     */
    public DirectoryReport apply(Path directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Document> products = read(directory, PRODUCT_SUFFIX, entries);
        List<Contract> contracts = read(directory, CONTRACT_SUFFIX, entries).stream()
                .map(Contract::of)
                .toList();
        for (Document product : products) {
            entries.add(apply(product, contractsOf(product, contracts)));
        }
        return new DirectoryReport(entries);
    }

    /**
     * The contracts that a product names. Where one of them is not found, those without a readable id come along: one of
     * them is probably it, and its findings tell the author more than that it is missing.
     */
    private static List<Document> contractsOf(Document product, List<Contract> contracts) {
        Set<String> named = DocumentLinks.contractsOf(product);
        Set<String> found = contracts.stream()
                .flatMap(contract -> contract.id().stream())
                .filter(named::contains)
                .collect(Collectors.toSet());
        boolean missing = !found.containsAll(named);
        return contracts.stream()
                .filter(contract -> contract.id().map(named::contains).orElse(missing))
                .map(Contract::document)
                .toList();
    }

    private Entry apply(Document product, List<Document> contracts) {
        String digest = HexFormat.of().formatHex(DocumentDigest.of(product, contracts));
        String requestId = "directory-" + digest.substring(0, DIGEST_CHARACTERS);
        try {
            Publication publication = publisher.apply(new PublishRequest(requestId, product, contracts));
            publication
                    .ports()
                    .forEach(applied -> LOG.info(
                            "{}: {} {} {}",
                            product.fileName(),
                            applied.port().name(),
                            applied.port().version(),
                            applied.outcome()));
            publication.findings().forEach(finding -> LOG.warn("{}", finding));
            return Entry.published(product.fileName(), publication);
        } catch (ProblemException refused) {
            log(product, refused.problem());
            return Entry.refused(product.fileName(), refused.problem());
        }
    }

    private static void log(Document product, Problem problem) {
        if (problem.reason() == Reason.VERSION_EXISTS) {
            LOG.info("{} is left as it is published: {}", product.fileName(), problem.message());
            return;
        }
        List<FieldViolation> violations = problem.details().stream()
                .filter(FieldViolation.class::isInstance)
                .map(FieldViolation.class::cast)
                .toList();
        if (violations.isEmpty()) {
            LOG.warn("{} is not applied, {}: {}", product.fileName(), problem.reason(), problem.message());
        } else {
            LOG.warn("{} is not applied, {}, findings: {}", product.fileName(), problem.reason(), violations.size());
        }
        violations.forEach(
                violation -> LOG.warn("{}: {} [{}]", violation.field(), violation.description(), violation.rule()));
    }

    private static List<Document> read(Path directory, String suffix, List<Entry> entries) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Path file : files(directory, suffix)) {
            String name = String.valueOf(file.getFileName());
            try (InputStream bytes = Files.newInputStream(file)) {
                // One byte more than is allowed is enough to be told that it is too much.
                documents.add(new Document(name, bytes.readNBytes(DocumentLint.BYTES_MAX + 1)));
            } catch (IOException e) {
                LOG.warn("{} cannot be read", name, e);
                entries.add(Entry.refused(name, Problem.of(Reason.BAD_REQUEST, name + " cannot be read: " + e)));
            }
        }
        return documents;
    }

    private static List<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** A contract document with its id, as far as that can be read. */
    private record Contract(Document document, Optional<String> id) {
        static Contract of(Document document) {
            return new Contract(document, DocumentLinks.idOf(document));
        }
    }
}
