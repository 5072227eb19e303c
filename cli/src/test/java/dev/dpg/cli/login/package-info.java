/** Tests of this package. */
@NullMarked
package dev.dpg.cli.login;

import org.jspecify.annotations.NullMarked;
