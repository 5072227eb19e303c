/**
 * TLS to gateways: which authorities are trusted, and with which certificate the client says who it is.
 * {@link dev.dpg.client.internal.tls.TlsFiles} reads PEM files into what the JDK's TLS takes,
 * {@link dev.dpg.client.internal.tls.RenewedKeys} looks at the client's own again for each connection, and
 * {@link dev.dpg.client.internal.tls.TlsTrouble} says in plain words why a connection was not made.
 *
 * <p>Threads: all of it is called while a connection is made, on the thread that makes it.
 *
 * <p>Not part of the public API: anything here may change in any release.
 */
@NullMarked
package dev.dpg.client.internal.tls;

import org.jspecify.annotations.NullMarked;
