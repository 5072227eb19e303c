package dev.dpg.gateway.access;

import dev.dpg.gateway.state.Decision;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the secret of salts where there is none; the first gateway's is everybody's. Pure.
 *
 * @param fresh the one that is written then
 */
record SecretDecision(SaltSecret fresh) implements Decision<AccessEntry, Boolean> {
    @Override
    public Decided<AccessEntry, Boolean> decide(Map<String, AccessEntry> table) {
        return table.containsKey(SaltSecret.KEY)
                ? Decided.nothing(false)
                : new Decided<>(Map.of(SaltSecret.KEY, Optional.of(fresh)), true);
    }
}
