package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle;
import java.time.Duration;

/**
 * What a contract says besides what is published of it.
 *
 * @param status its status
 * @param statusPlace where it says so
 * @param notice how long before its end a deprecation is announced
 */
record ContractTerms(Lifecycle.State status, Place statusPlace, Duration notice) {}
