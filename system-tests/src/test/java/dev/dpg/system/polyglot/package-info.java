/**
 * Clients in other languages: what they read, how they are installed, built and run. The programs themselves are among the
 * resources; the loops with which they go on after a lost connection are those of {@code docs/clients.md}.
 */
@NullMarked
package dev.dpg.system.polyglot;

import org.jspecify.annotations.NullMarked;
