package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a contract says besides what is published of it.
 *
 * @param status its status
 * @param statusPlace where it says so
 * @param notice how long before its end a deprecation is announced
 * @param schemaPlaces where it says what a schema has to agree with
 * @param retention what it promises of how long records are kept
 * @param rules what it promises of each record
 */
record ContractTerms(
        Lifecycle.State status,
        Place statusPlace,
        Duration notice,
        SchemaPlaces schemaPlaces,
        Optional<RetentionPromise> retention,
        List<RecordRule> rules) {
    ContractTerms {
        rules = List.copyOf(rules);
    }

    /** Where a contract does not say. */
    static final Duration NOTICE_DEFAULT = Duration.ofDays(30);
}
