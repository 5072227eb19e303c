package dev.dpg.gateway.catalog;

import java.util.Optional;

/**
 * Decides about one port of an {@link ApplyRequest} against what is published at the moment of writing, so that two concurrent
 * requests cannot both be right about the version before. It may be asked several times for one request, and has no effects.
 */
@FunctionalInterface
public interface ApplyGuard {
    /** Lets everything through as it is. */
    ApplyGuard OPEN = (published, asked) -> asked;

    /**
     * The port as it is to be published.
     *
     * @param published the line as it is; empty where it is not there
     * @param asked what takes its place; never what is published already
     * @throws dev.dpg.gateway.problem.ProblemException to refuse the whole request
     */
    PublishedPort admit(Optional<PublishedPort> published, PublishedPort asked);
}
