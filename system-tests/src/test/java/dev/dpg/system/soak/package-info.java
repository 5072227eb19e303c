/**
 * The soak: {@link dev.dpg.system.soak.Soak} ({@code ./dpg soak}) has readers of all kinds come and go for half an hour, and tells
 * whether the gateway is left as it was found. Compiled like tests; {@code docs/soak.md} tells how to read its report.
 */
@NullMarked
package dev.dpg.system.soak;

import org.jspecify.annotations.NullMarked;
