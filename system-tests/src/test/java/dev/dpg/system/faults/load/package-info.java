/**
 * Who writes and who reads while faults happen, and what they remember of it: writers on Kafka's client, readers on the Java
 * client of the gateway with a tap on the wire below it, and the native reader that tells the truth afterwards.
 */
@NullMarked
package dev.dpg.system.faults.load;

import org.jspecify.annotations.NullMarked;
