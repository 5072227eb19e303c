package dev.dpg.cli.remote;

import dev.dpg.cli.context.GatewayContext;
import dev.dpg.cli.context.GatewayContext.Detail;
import dev.dpg.cli.context.LoginFile;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.login.LoginTokens;
import dev.dpg.client.DpgClientBuilder;
import dev.dpg.client.TlsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is reached: what the command line says, else the environment, else the context. What the context says of TLS and
 * its login are for its own address only: a token must not go to whatever other address is typed.
 */
final class Reach {
    /**
     * What the command line says.
     *
     * @param address of gateways
     * @param tls whether by TLS
     * @param ca authorities to trust
     * @param cert certificate of the person
     * @param key its key
     * @param tokenFile a file with a token
     */
    record Said(
            @Nullable String address,
            @Nullable Boolean tls,
            @Nullable Path ca,
            @Nullable Path cert,
            @Nullable Path key,
            @Nullable Path tokenFile) {}

    private final Said said;
    private final Surroundings surroundings;
    private final Optional<String> address;
    /** Absent where another address than its own is meant. */
    private final Optional<GatewayContext> context;

    Reach(Said said, Surroundings surroundings, Optional<GatewayContext> chosen) {
        this.said = said;
        this.surroundings = surroundings;
        address = Optional.ofNullable(said.address())
                .or(() -> surroundings.variable("DPG_ADDRESS"))
                .or(() -> chosen.flatMap(known -> known.value(Detail.ADDRESS)));
        context = chosen.filter(known -> known.value(Detail.ADDRESS).equals(address));
    }

    /** Where gateways are; absent: the SDK knows. */
    Optional<String> address() {
        return address;
    }

    /**
     * Sets encryption and credentials, where anything is said of them.
     *
     * @throws IllegalArgumentException where it does not go together
     */
    void secure(DpgClientBuilder builder) {
        encrypt(builder);
        identify(builder);
    }

    private void encrypt(DpgClientBuilder builder) {
        Optional<Boolean> tls = Optional.ofNullable(said.tls())
                .or(() -> value("DPG_TLS", Detail.TLS).map(Reach::truth));
        boolean hasFiles = said.ca() != null || said.cert() != null || said.key() != null;
        if (tls.equals(Optional.of(false))) {
            if (hasFiles) {
                throw new IllegalArgumentException(
                        "files for TLS are of no use without TLS; leave out one or the other");
            }
            builder.plaintext();
            return;
        }
        var options = new TlsOptions(
                Optional.ofNullable(said.ca())
                        .or(() -> value("DPG_CA", Detail.CA).map(Path::of)),
                Optional.ofNullable(said.cert())
                        .or(() -> value("DPG_CERT", Detail.CERT).map(Path::of)),
                Optional.ofNullable(said.key())
                        .or(() -> value("DPG_KEY", Detail.KEY).map(Path::of)),
                Optional.empty());
        if (tls.isPresent() || !options.equals(TlsOptions.SYSTEM)) {
            builder.tls(options);
        }
    }

    private void identify(DpgClientBuilder builder) {
        Optional<Path> file = Optional.ofNullable(said.tokenFile())
                .or(() -> surroundings.variable("DPG_TOKEN_FILE").map(Path::of));
        if (file.isPresent()) {
            builder.tokenFile(file.get());
            return;
        }
        Optional<String> token = surroundings.variable("DPG_TOKEN");
        if (token.isPresent()) {
            builder.token(token.get());
            return;
        }
        context.flatMap(known -> LoginTokens.of(
                        new LoginFile(surroundings, known.name()),
                        known.value(Detail.ISSUER).orElse(""),
                        known.value(Detail.CLIENT_ID).orElse(""),
                        Clock.systemUTC()))
                .ifPresent(builder::credentials);
    }

    private Optional<String> value(String variable, Detail key) {
        return surroundings.variable(variable).or(() -> context.flatMap(known -> known.value(key)));
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("DPG_TLS is true or false, not \"" + text + "\"");
        };
    }
}
