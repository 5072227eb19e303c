/**
 * What a run came to: for people a table and plots, for programs JSON. Pure.
 */
@NullMarked
package dev.dpg.system.bench.report;

import org.jspecify.annotations.NullMarked;
