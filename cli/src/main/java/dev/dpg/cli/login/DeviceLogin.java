package dev.dpg.cli.login;

import dev.dpg.cli.context.LoginFile.Login;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Logging in with another device, or another window (RFC 8628): this process only ever sees the tokens. */
final class DeviceLogin {
    private static final Duration INTERVAL_DEFAULT = Duration.ofSeconds(5);
    private static final Duration INTERVAL_MAX = Duration.ofMinutes(5);
    private static final Duration SLOW_DOWN = Duration.ofSeconds(5);
    private static final Duration VALID_MAX = Duration.ofHours(1);
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final Issuer issuer;
    private final Login client;
    private final Pauses pauses;
    private final Consumer<String> notes;

    /**
     * @param issuer asked
     * @param client issuer and client id; no tokens yet
     * @param pauses the clock
     * @param notes shown to the person
     */
    DeviceLogin(Issuer issuer, Login client, Pauses pauses, Consumer<String> notes) {
        this.issuer = issuer;
        this.client = client;
        this.pauses = pauses;
        this.notes = notes;
    }

    /**
     * Waits until the person has agreed.
     *
     * @param scope what is asked for
     * @throws CommandFailure if the person does not agree, or not in time
     * @throws IOException if the issuer does not answer
     */
    Login login(String scope) throws IOException, InterruptedException {
        URI tokens = issuer.endpoint("token_endpoint");
        Issuer.Answer device = issuer.post(
                issuer.endpoint("device_authorization_endpoint"),
                Map.of("client_id", client.clientId(), "scope", scope));
        String code = device.body().path("device_code").asText("");
        if (!device.isOk() || code.isEmpty()) {
            throw refused(device);
        }
        show(device);
        Instant end = pauses.instant().plus(seconds(device, "expires_in", VALID_MAX, VALID_MAX));
        Duration interval = seconds(device, "interval", INTERVAL_DEFAULT, INTERVAL_MAX);
        while (true) {
            pauses.pause(interval);
            Optional<Issuer.Answer> answer = ask(tokens, code);
            if (answer.isPresent() && answer.get().isOk()) {
                return Grant.login(answer.get(), client, pauses.instant());
            }
            switch (answer.map(Issuer.Answer::error).orElse("")) {
                case "authorization_pending" -> {}
                case "slow_down" -> interval = shorter(interval.plus(SLOW_DOWN), INTERVAL_MAX);
                // No answer: asked again more slowly, as RFC 8628 (3.5) wants.
                case "" -> interval = shorter(interval.multipliedBy(2), INTERVAL_MAX);
                default -> throw refused(answer.orElseThrow());
            }
            if (!pauses.instant().isBefore(end)) {
                throw tooLate();
            }
        }
    }

    /** What the issuer says now; nothing where it cannot be reached for the moment. */
    private Optional<Issuer.Answer> ask(URI tokens, String code) throws InterruptedException {
        try {
            Issuer.Answer answer = issuer.post(
                    tokens, Map.of("grant_type", GRANT, "device_code", code, "client_id", client.clientId()));
            return Optional.of(answer)
                    .filter(said -> said.isOk() || !said.error().isEmpty());
        } catch (IOException away) {
            notes.accept(away.getMessage() + "; still trying");
            return Optional.empty();
        }
    }

    private void show(Issuer.Answer device) {
        String complete = device.body().path("verification_uri_complete").asText("");
        notes.accept("Open " + device.body().path("verification_uri").asText("the issuer's page")
                + " and enter the code " + device.body().path("user_code").asText(""));
        if (!complete.isEmpty()) {
            notes.accept("or open " + complete);
        }
    }

    private static CommandFailure refused(Issuer.Answer answer) {
        String said = answer.body().path("error_description").asText("");
        return switch (answer.error()) {
            case "access_denied" -> new CommandFailure(ExitCode.DENIED, "the login was declined", "login");
            case "expired_token" -> tooLate();
            default ->
                new CommandFailure(
                        ExitCode.ERROR,
                        "the issuer refused the login: " + answer.error() + (said.isEmpty() ? "" : ", " + said),
                        "ctx");
        };
    }

    private static CommandFailure tooLate() {
        return new CommandFailure(ExitCode.DENIED, "nobody agreed to the login while its code was valid", "login");
    }

    private static Duration seconds(Issuer.Answer answer, String key, Duration otherwise, Duration most) {
        long seconds = answer.body().path(key).asLong(0);
        return seconds <= 0 ? otherwise : shorter(Duration.ofSeconds(Math.min(seconds, most.toSeconds())), most);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
