package dev.dpg.gateway.identity;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;

/** How callers are refused. No message holds anything of a token. Pure. */
final class TokenRefusals {
    private TokenRefusals() {}

    /** @param why what is wrong with the token, and what to do */
    static ProblemException refused(String why) {
        return Problem.of(Reason.BAD_TOKEN_SIGNATURE, "the token is refused: " + why)
                .asException();
    }

    static ProblemException expired() {
        return Problem.of(Reason.TOKEN_EXPIRED, "the token has expired; get a new one from its issuer and call again")
                .asException();
    }

    static ProblemException certificateExpired() {
        return Problem.of(
                        Reason.TOKEN_EXPIRED,
                        "the client's certificate has expired since the connection was made; connect again with a new one")
                .asException();
    }

    /** @param why what is wrong with the certificate, and what to do */
    static ProblemException certificateRefused(String why) {
        return Problem.of(Reason.BAD_TOKEN_SIGNATURE, "the client's certificate is refused: " + why)
                .asException();
    }
}
