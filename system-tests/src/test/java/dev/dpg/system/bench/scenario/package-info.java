/**
 * What is measured, a class for each row or few of the table, against which rival, and what it has to come to.
 */
@NullMarked
package dev.dpg.system.bench.scenario;

import org.jspecify.annotations.NullMarked;
