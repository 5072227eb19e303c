/** The command as a whole: its command line, its failures and its exit codes, against a hand-made gateway. */
@NullMarked
package dev.dpg.cli;

import org.jspecify.annotations.NullMarked;
