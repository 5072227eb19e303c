/**
 * Position tokens: the printable string a client keeps, and the positions of the log that it stands for. Pure code.
 */
@NullMarked
package dev.dpg.gateway.cursor;

import org.jspecify.annotations.NullMarked;
