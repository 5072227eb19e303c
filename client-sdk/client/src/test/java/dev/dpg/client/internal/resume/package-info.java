/** Tests of the decisions, in pure code: no thread, no clock. */
@NullMarked
package dev.dpg.client.internal.resume;

import org.jspecify.annotations.NullMarked;
