/** What schemas say, in each of the formats. */
@NullMarked
package dev.dpg.gateway.schema;

import org.jspecify.annotations.NullMarked;
