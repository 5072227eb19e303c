/** Tests of the embedded broker: settings without one, everything else against real brokers in temporary directories. */
@NullMarked
package dev.dpg.embedded;

import org.jspecify.annotations.NullMarked;
