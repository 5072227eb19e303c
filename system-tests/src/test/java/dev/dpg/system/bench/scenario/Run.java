package dev.dpg.system.bench.scenario;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One measurement of one side.
 *
 * @param round from 1 on
 * @param side who was measured
 * @param values by their names; units are in the names
 */
public record Run(int round, String side, SortedMap<String, Double> values) {
    public Run {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
