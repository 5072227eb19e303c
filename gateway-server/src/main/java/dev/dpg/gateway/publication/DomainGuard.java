package dev.dpg.gateway.publication;

/** Decides whether whoever publishes may do so in a domain. */
@FunctionalInterface
public interface DomainGuard {
    /** Everybody may: for what the operator has put beside the gateway. */
    DomainGuard OPEN = domain -> {};

    /**
     * Lets whoever publishes go on, or refuses.
     *
     * @throws dev.dpg.gateway.problem.ProblemException to refuse
     */
    void requireMayPublish(String domain);
}
