/** Tests of filters and selections of keys. */
@NullMarked
package dev.dpg.gateway.filter;

import org.jspecify.annotations.NullMarked;
