/**
 * What the tests use in place of the world: hand-made fakes that move only when told, and the one real broker that all
 * tests of a JVM share.
 */
@NullMarked
package dev.dpg.gateway.fakes;

import org.jspecify.annotations.NullMarked;
