package dev.dpg.gateway.app;

import dev.dpg.gateway.publication.DirectoryReport;
import dev.dpg.gateway.publication.DocumentDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the configured directory of documents once the gateway runs, and again as long as Kafka is away. It happens beside
 * the start, which doesn't wait for it.
 */
final class DocumentsAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentsAtStart.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final DocumentDirectory documents;
    private final Path directory;
    private final ScheduledExecutorService serial;
    private final CompletableFuture<DirectoryReport> applied = new CompletableFuture<>();

    /**
     * @param serial applies, which may block
     * @throws StartException if the directory is none
     */
    DocumentsAtStart(DocumentDirectory documents, Path directory, ScheduledExecutorService serial) {
        if (!Files.isDirectory(directory)) {
            throw new StartException("documents: " + directory + " is not a directory that can be read; write the one"
                    + " that holds the product documents, or leave the key out");
        }
        this.documents = documents;
        this.directory = directory;
        this.serial = serial;
    }

    /** Begins. The future completes when every document is either applied or refused for good. */
    CompletableFuture<DirectoryReport> begin() {
        serial.execute(this::apply);
        return applied;
    }

    private void apply() {
        try {
            DirectoryReport report = documents.apply(directory);
            if (report.unfinished()) {
                var unused = serial.schedule(this::apply, RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                applied.complete(report);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The documents of {} could not be applied", directory, e);
            applied.completeExceptionally(
                    e instanceof IOException unreadable ? new UncheckedIOException(unreadable) : e);
        }
    }
}
