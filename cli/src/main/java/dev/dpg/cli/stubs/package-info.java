/**
 * {@code dpg stubs}: the types of products as files for programs in other languages. The gateway gives descriptors; what is
 * made of them here is either their text, or what protoc and its plugins, run as processes of their own, make of it.
 */
@NullMarked
package dev.dpg.cli.stubs;

import org.jspecify.annotations.NullMarked;
