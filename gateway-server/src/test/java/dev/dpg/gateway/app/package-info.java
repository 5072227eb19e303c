/** Tests of whole gateways: in this JVM, against a real broker. */
@NullMarked
package dev.dpg.gateway.app;

import org.jspecify.annotations.NullMarked;
