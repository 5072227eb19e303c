/** Tests of asking for access and deciding about it, against a gateway that answers as it is told. */
@NullMarked
package dev.dpg.cli.access;

import org.jspecify.annotations.NullMarked;
