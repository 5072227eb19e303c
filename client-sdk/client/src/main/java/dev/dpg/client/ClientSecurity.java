package dev.dpg.client;

import dev.dpg.client.internal.connect.Encryption;
import dev.dpg.client.internal.connect.Encryption.Mode;
import dev.dpg.client.internal.credentials.TokenFile;
import dev.dpg.client.internal.credentials.TokenSupply;
import dev.dpg.client.internal.tls.TlsFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted, and who the client says it is. What the caller did not say comes from the environment
 * ({@code DPG_TLS}, {@code DPG_CA}, {@code DPG_CERT}, {@code DPG_KEY}; {@code DPG_TOKEN_FILE}, {@code DPG_TOKEN}), else from
 * {@code ~/.config/dpg/config} ({@code tls}, {@code ca}, {@code cert}, {@code key}, {@code token_file}).
 *
 * @param encryption of connections
 * @param credentials who the client is; absent: it does not say
 * @param alsoInTheClear whether tokens may be sent to other machines without TLS
 */
record ClientSecurity(Encryption encryption, Optional<Credentials> credentials, boolean alsoInTheClear) {
    /**
     * Who the client is.
     *
     * @param tokens gives tokens
     * @param renewable whether it can give another one than the one that was refused
     */
    record Credentials(TokenSupply tokens, boolean renewable) {
        static Credentials of(TokenSource source) {
            return new Credentials(
                    new TokenSupply() {
                        @Override
                        public String token() throws Exception {
                            return source.token();
                        }

                        @Override
                        public String renewed(String refused) throws Exception {
                            return source.renewed(refused);
                        }
                    },
                    true);
        }

        static Credentials ofToken(String token) {
            TokenSource source = () -> token;
            return new Credentials(of(source).tokens(), false);
        }

        static Credentials ofFile(Path file) {
            return new Credentials(new TokenFile(file), true);
        }
    }

    /** Looks up what the caller did not say. */
    static ClientSecurity find(
            @Nullable Encryption encryption,
            @Nullable Credentials credentials,
            boolean alsoInTheClear,
            SettingsLookup settings) {
        return new ClientSecurity(
                encryption == null ? encryption(settings) : encryption,
                Optional.ofNullable(credentials).or(() -> credentials(settings)),
                alsoInTheClear);
    }

    static Encryption encryption(TlsOptions options) {
        return new Encryption(Mode.TLS, options.files(), options.serverName());
    }

    /**
     * Refuses to send tokens in the clear to other machines.
     *
     * @param addresses of gateways
     */
    void check(List<String> addresses) {
        if (credentials.isPresent()
                && !alsoInTheClear
                && encryption.mode() == Mode.CLEAR
                && !Encryption.areHere(addresses)) {
            throw new IllegalArgumentException("a token would be sent in the clear to " + String.join(",", addresses)
                    + ", where anybody on the way could take it; connect by TLS, or say tokensInTheClear() where the network"
                    + " encrypts by itself");
        }
    }

    /** How connections to these are encrypted; empty: not at all. */
    Optional<TlsOptions> tls(List<String> addresses) {
        var files = encryption.files();
        return encryption.isClear(addresses)
                ? Optional.empty()
                : Optional.of(new TlsOptions(
                        files.authorities(),
                        files.own().map(TlsFiles.Own::certificates),
                        files.own().map(TlsFiles.Own::key),
                        encryption.serverName()));
    }

    private static Encryption encryption(SettingsLookup settings) {
        Optional<String> wish = settings.value("DPG_TLS", "tls").map(text -> text.toLowerCase(Locale.ROOT));
        if (wish.isPresent() && !wish.get().equals("true") && !wish.get().equals("false")) {
            throw new IllegalArgumentException(
                    "DPG_TLS, or tls in the file, is true or false, not \"" + wish.get() + "\"");
        }
        var options = new TlsOptions(
                settings.value("DPG_CA", "ca").map(Path::of),
                settings.value("DPG_CERT", "cert").map(Path::of),
                settings.value("DPG_KEY", "key").map(Path::of),
                Optional.empty());
        boolean hasFiles = !options.equals(TlsOptions.SYSTEM);
        if (wish.isPresent() && wish.get().equals("false")) {
            if (hasFiles) {
                throw new IllegalArgumentException(
                        "DPG_TLS is false, and files for TLS are named (DPG_CA, DPG_CERT, DPG_KEY); leave out one or the other");
            }
            return Encryption.CLEAR;
        }
        return wish.isPresent() || hasFiles ? encryption(options) : Encryption.BY_ADDRESS;
    }

    private static Optional<Credentials> credentials(SettingsLookup settings) {
        return settings.variable("DPG_TOKEN_FILE")
                .map(file -> Credentials.ofFile(Path.of(file)))
                .or(() -> settings.variable("DPG_TOKEN").map(Credentials::ofToken))
                .or(() ->
                        settings.value("DPG_TOKEN_FILE", "token_file").map(file -> Credentials.ofFile(Path.of(file))));
    }
}
