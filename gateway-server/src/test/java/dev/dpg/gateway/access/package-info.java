/** Tests of requests and grants. */
@NullMarked
package dev.dpg.gateway.access;

import org.jspecify.annotations.NullMarked;
