/** Tests of the reasons and of the nearest name. */
@NullMarked
package dev.dpg.gateway.problem;

import org.jspecify.annotations.NullMarked;
