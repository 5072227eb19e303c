/**
 * The parts that faults are done to, each a process of its own that is hurt by its id: three brokers and any number of
 * gateways. Started by the harness only, ended by it whatever happens. Everything blocks; for one thread unless said.
 */
@NullMarked
package dev.dpg.system.faults.cluster;

import org.jspecify.annotations.NullMarked;
