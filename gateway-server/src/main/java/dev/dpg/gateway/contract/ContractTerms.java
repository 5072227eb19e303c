package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle;
import java.time.Duration;

/**
 * What a contract says besides what is published of it.
 *
 * @param status its status
 * @param statusPlace where it says so
 * @param notice how long before its end a deprecation is announced
 * @param schemaPlaces where it says what a schema has to agree with
 */
record ContractTerms(Lifecycle.State status, Place statusPlace, Duration notice, SchemaPlaces schemaPlaces) {}
