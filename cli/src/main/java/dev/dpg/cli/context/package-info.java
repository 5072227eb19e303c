/**
 * Contexts: the gateways that this person works with, by name, and how to reach each. {@link dev.dpg.cli.context.ContextFile} keeps
 * them in {@code contexts} below {@code $XDG_CONFIG_HOME/dpg}, by default {@code ~/.config/dpg}; {@code dpg ctx} shows and changes
 * them; {@code remote} and {@code login} use the current one. Nothing secret is among them: logins are files of their own.
 *
 * <p>Threads: that of the command.
 */
@NullMarked
package dev.dpg.cli.context;

import org.jspecify.annotations.NullMarked;
