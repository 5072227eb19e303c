package dev.dpg.cli.dev;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What came of work on another thread, with its failures as they were thrown there. */
final class Joined {
    private Joined() {}

    /** Blocks until the work is done. */
    static <T> T of(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (failed.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw failed;
        }
    }
}
