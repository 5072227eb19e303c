/**
 * Who is calling: what a connection or a token proves becomes a {@link dev.dpg.gateway.identity.Principal}. What a principal may
 * do is not known here.
 */
@NullMarked
package dev.dpg.gateway.identity;

import org.jspecify.annotations.NullMarked;
