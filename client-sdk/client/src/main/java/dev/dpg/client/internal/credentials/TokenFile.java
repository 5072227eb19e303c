package dev.dpg.client.internal.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A token in a file that something else writes anew, as Kubernetes does with projected tokens. It is read each time: that is
 * cheaper than to be wrong about whether it changed. While it cannot be read, the token read before goes on being used.
 */
public final class TokenFile implements TokenSupply {
    private final Path file;
    private @Nullable String lastRead;

    /** The token of a file, which need not exist yet. */
    public TokenFile(Path file) {
        this.file = file;
    }

    @Override
    public String token() {
        try (InputStream bytes = Files.newInputStream(file)) {
            String token = new String(bytes.readNBytes(Tokens.CHARACTERS_MAX + 1), StandardCharsets.UTF_8).strip();
            if (!token.isEmpty()) {
                lastRead = token;
            }
        } catch (IOException e) {
            if (lastRead == null) {
                throw new IllegalStateException(
                        "the token file " + file + " cannot be read ("
                                + e.getClass().getSimpleName() + "); make it readable, or name another one",
                        e);
            }
        }
        if (lastRead == null) {
            throw new IllegalStateException("the token file " + file + " is empty; write a token into it");
        }
        return lastRead;
    }

    /** What is written there by now. */
    @Override
    public String renewed(String refused) {
        return token();
    }
}
