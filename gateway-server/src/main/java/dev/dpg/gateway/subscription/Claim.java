package dev.dpg.gateway.subscription;

import dev.dpg.gateway.identity.Identity;

/**
 * By what right somebody reads.
 *
 * @param identity who reads
 * @param purpose what for, as declared; empty: not said
 */
public record Claim(Identity identity, String purpose) {
    /** Of the developer of a machine without an identity provider. */
    public static final Claim DEVELOPER = new Claim(Identity.DEVELOPER, "");
}
