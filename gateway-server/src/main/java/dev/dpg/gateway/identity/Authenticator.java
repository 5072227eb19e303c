package dev.dpg.gateway.identity;

import dev.dpg.gateway.problem.ProblemException;

/** Tells who calls by what came with the call. Thread-safe; does not block. */
@FunctionalInterface
public interface Authenticator {
    /** Where nobody is asked who he is; only for a gateway that other machines cannot reach. */
    Authenticator DEVELOPMENT = credentials -> Identity.DEVELOPER;

    /**
     * Whose the credentials are.
     *
     * @throws ProblemException {@code NO_CREDENTIALS}, {@code TOKEN_EXPIRED}, {@code BAD_TOKEN_SIGNATURE}; {@code NOT_READY} while
     *     what it takes to judge them is not there
     */
    Identity identify(Credentials credentials);
}
