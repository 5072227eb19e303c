/** Which changes of a schema break readers, in each of the formats. */
@NullMarked
package dev.dpg.gateway.compatibility;

import org.jspecify.annotations.NullMarked;
