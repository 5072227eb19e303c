package dev.dpg.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output takes nothing more, most often because the next program of a pipe has seen enough. */
public final class OutputClosedException extends UncheckedIOException {
    OutputClosedException(IOException cause) {
        super(cause);
    }
}
