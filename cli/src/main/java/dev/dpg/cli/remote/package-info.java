/**
 * The way to a gateway: where it is, and what its refusals mean for the person at the keyboard. Statuses of {@code
 * dpg.v1} become exit codes and commands to type next; everything that is read goes through the Java SDK.
 */
@NullMarked
package dev.dpg.cli.remote;

import org.jspecify.annotations.NullMarked;
