/**
 * Value types of the mesh: names, versions, fields, bindings. They hold no behaviour beyond their own rules and use
 * nothing else of the gateway. All are immutable.
 */
@NullMarked
package dev.dpg.gateway.product;

import org.jspecify.annotations.NullMarked;
