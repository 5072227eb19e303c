/** Tests of the lint: each rule on a valid document with one thing changed, and random damage that must never throw. */
@NullMarked
package dev.dpg.gateway.contract;

import org.jspecify.annotations.NullMarked;
