package dev.dpg.gateway.identity;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Where the keys of an issuer are. */
@FunctionalInterface
interface KeySource {
    /**
     * Fetches them; completes on the thread that key sets belong to.
     *
     * @return by their ids; fails with {@link KeySourceException}
     */
    CompletionStage<Map<String, VerificationKey>> fetch();
}
