package dev.dpg.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Standard output, for data. Buffered: what is written is seen after {@link #flush()} or when the buffer is full, so that
 * a large read costs few system calls.
 */
public final class DataOutput {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream out;

    /** Writes to the stream, which must tell of a closed pipe by an {@link IOException}. */
    public DataOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    }

    /**
     * Writes text.
     *
     * @throws OutputClosedException where nobody reads any more
     */
    public void text(CharSequence text) {
        byte[] bytes = text.toString().getBytes(UTF_8);
        try {
            out.write(bytes, 0, bytes.length);
        } catch (IOException closed) {
            throw new OutputClosedException(closed);
        }
    }

    /**
     * Writes a line and its end.
     *
     * @throws OutputClosedException where nobody reads any more
     */
    public void line(CharSequence line) {
        text(line);
        text("\n");
    }

    /**
     * Makes everything that was written visible.
     *
     * @throws OutputClosedException where nobody reads any more
     */
    public void flush() {
        try {
            out.flush();
        } catch (IOException closed) {
            throw new OutputClosedException(closed);
        }
    }

    /** This as a writer, for help texts. */
    public PrintWriter writer() {
        return new PrintWriter(
                new Writer() {
                    @Override
                    public void write(char[] characters, int from, int length) {
                        text(new String(characters, from, length));
                    }

                    @Override
                    public void flush() {
                        DataOutput.this.flush();
                    }

                    @Override
                    public void close() {
                        flush();
                    }
                },
                true);
    }
}
