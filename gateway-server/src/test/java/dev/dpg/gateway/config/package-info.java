/** Tests of the configuration: what operators write, and what they are told when it is wrong. */
@NullMarked
package dev.dpg.gateway.config;

import org.jspecify.annotations.NullMarked;
