/**
 * {@code dpg dev}: a whole data mesh on one machine, with one command. A broker in this JVM (or one that is there), a
 * gateway before it, the sample products in it, and their events played again so that something happens. Started one after
 * the other, stopped in reverse; whatever fails on the way says what to do, and nothing is left open.
 */
@NullMarked
package dev.dpg.cli.dev;

import org.jspecify.annotations.NullMarked;
