/** What a run came to: for people as a table, for programs as JSON. Pure. */
@NullMarked
package dev.dpg.system.faults.report;

import org.jspecify.annotations.NullMarked;
