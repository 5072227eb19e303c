/** Tests of how tokens are asked for and sent. */
@NullMarked
package dev.dpg.client.internal.credentials;

import org.jspecify.annotations.NullMarked;
