/**
 * The {@code dpg} command. {@link dev.dpg.cli.Dpg} is its list of parts: one class for each command, each in the package
 * of its subject, and one place where every failure becomes a message, an exit code and the next command to type.
 * Commands run on the main thread; only {@code dev}, {@code serve} and the SDK have others.
 */
@NullMarked
package dev.dpg.cli;

import org.jspecify.annotations.NullMarked;
