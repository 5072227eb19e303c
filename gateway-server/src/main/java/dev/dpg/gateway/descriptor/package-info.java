/**
 * Contracts to Protocol Buffers: a product's fields become the descriptors of its own typed service, which speaks frames that
 * are those of dpg.v1 byte for byte but have the product's own message in them. Also the files that belong to the gateway
 * itself, with their comments. Pure, but for files of the class path that are read once.
 */
@NullMarked
package dev.dpg.gateway.descriptor;

import org.jspecify.annotations.NullMarked;
