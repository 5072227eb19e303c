/**
 * What a command says and how: data to standard output in one of three formats, everything else to standard error, an
 * exit code at the end. Commands hand over values ({@link dev.dpg.cli.terminal.Fields}); nothing here knows the gateway.
 * Everything is used by one thread, the command's, unless a type says otherwise.
 */
@NullMarked
package dev.dpg.cli.terminal;

import org.jspecify.annotations.NullMarked;
