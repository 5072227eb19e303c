/**
 * What is measured of the gateway, from outside: while readers come and go, and at rest. For one thread.
 */
@NullMarked
package dev.dpg.system.soak.measure;

import org.jspecify.annotations.NullMarked;
