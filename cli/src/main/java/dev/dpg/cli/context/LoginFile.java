package dev.dpg.cli.context;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The login of one context: a file of its own below {@code logins}, with mode 600. */
public final class LoginFile {
    /**
     * What an issuer gave. Its text shows no token.
     *
     * @param issuer that gave it
     * @param clientId that it was given to
     * @param accessToken for gateways
     * @param refreshToken for the issuer; absent: it gave none
     * @param expiresAt when the access token does; absent: the issuer did not say
     */
    public record Login(
            String issuer,
            String clientId,
            String accessToken,
            Optional<String> refreshToken,
            Optional<Instant> expiresAt) {
        @Override
        public String toString() {
            return "login at " + issuer;
        }
    }

    private final Path path;
    private final PrivateFile file;

    /** The login of a context, which need not exist. */
    public LoginFile(Surroundings surroundings, String context) {
        path = surroundings.directory().resolve("logins").resolve(context);
        file = new PrivateFile(path);
    }

    /** What it holds, if anything. */
    public Optional<Login> read() {
        Map<String, String> values = file.read();
        if (!values.containsKey("issuer") || !values.containsKey("client_id") || !values.containsKey("access_token")) {
            return Optional.empty();
        }
        return Optional.of(new Login(
                values.getOrDefault("issuer", ""),
                values.getOrDefault("client_id", ""),
                values.getOrDefault("access_token", ""),
                Optional.ofNullable(values.get("refresh_token")),
                Optional.ofNullable(values.get("expires_at")).flatMap(LoginFile::time)));
    }

    /** Puts a login in its place. */
    public void write(Login login) {
        Map<String, String> values = new HashMap<>(
                Map.of("issuer", login.issuer(), "client_id", login.clientId(), "access_token", login.accessToken()));
        login.refreshToken().ifPresent(token -> values.put("refresh_token", token));
        login.expiresAt().ifPresent(time -> values.put("expires_at", time.toString()));
        file.write(values);
    }

    /** Forgets it; false where there was none. */
    public boolean delete() {
        return file.delete();
    }

    /**
     * Does something that no other process of this person does at the same time, as renewing a login: a refresh token is good for
     * one use only.
     */
    public <T> T alone(Callable<T> work) throws Exception {
        Path lock = path.resolveSibling(path.getFileName() + ".lock");
        if (lock.getParent() != null) {
            Files.createDirectories(lock.getParent());
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException(lock + " cannot be locked");
            }
            return work.call();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
