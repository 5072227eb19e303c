package dev.dpg.gateway.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * A principal as one call proved it.
 *
 * @param principal who calls
 * @param expires when what proves it is no longer valid; empty where it always is
 * @param development whether nothing was proved: a gateway without an identity provider, which only this machine reaches, takes
 *     whoever calls for its developer, who may do everything
 */
public record Identity(Principal principal, Optional<Instant> expires, boolean development) {
    /** The developer on this machine. */
    public static final Identity DEVELOPER =
            new Identity(new Principal(Principal.Kind.PERSON, "developer", "", ""), Optional.empty(), true);
}
