/** Tests of {@code cursor}. */
@NullMarked
package dev.dpg.gateway.cursor;

import org.jspecify.annotations.NullMarked;
