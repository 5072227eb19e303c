/**
 * {@code dpg serve}: a gateway alone, from its configuration, until it is told to stop. All it does besides starting it is
 * to turn a refusal into a message with the next command.
 */
@NullMarked
package dev.dpg.cli.serve;

import org.jspecify.annotations.NullMarked;
