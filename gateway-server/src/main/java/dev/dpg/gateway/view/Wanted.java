package dev.dpg.gateway.view;

import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.filter.KeySelection;
import java.util.Optional;

/**
 * Which records are given; where there are both, both have to hold.
 *
 * @param filter those that fulfil it
 * @param keys those with one of these keys
 */
public record Wanted(Optional<Filter> filter, Optional<KeySelection> keys) {
    /** All records. */
    public static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty());
}
