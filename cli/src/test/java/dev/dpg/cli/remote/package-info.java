/** Tests of what gateways refuse. */
@NullMarked
package dev.dpg.cli.remote;

import org.jspecify.annotations.NullMarked;
