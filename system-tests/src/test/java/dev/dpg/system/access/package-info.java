/** Who may read what, held to whole gateways with an issuer of tokens beside them. {@code -Dgroups=access} runs these alone. */
@NullMarked
package dev.dpg.system.access;

import org.jspecify.annotations.NullMarked;
