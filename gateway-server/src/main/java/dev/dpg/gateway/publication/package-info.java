/**
 * Publishing: documents come in from {@code rpc} or from a directory, are held to the rules of {@code contract}, and what
 * passes goes to the catalogue; findings go back. {@link dev.dpg.gateway.publication.Publisher#apply} is the way, one line
 * for each step.
 *
 * <p>Threads: everything here blocks while a cluster or the catalogue answers, and so runs on control threads.
 */
@NullMarked
package dev.dpg.gateway.publication;

import org.jspecify.annotations.NullMarked;
