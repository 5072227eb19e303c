/** Tests of the client as its users see it, against gateways made by hand. */
@NullMarked
package dev.dpg.client;

import org.jspecify.annotations.NullMarked;
