/**
 * Who the caller is, as calls say it. {@link dev.dpg.client.internal.credentials.Tokens} asks the caller's source of tokens, on a
 * thread of its own; {@link dev.dpg.client.internal.credentials.CredentialsInterceptor} has every call carry one, hears which of
 * them are refused, and asks a call without a stream once more with a renewed one. Streams are opened again by
 * {@code internal.resume}.
 *
 * <p>Threads: sources are asked on {@code dpg-credentials-1}, one question at a time; everything else runs where gRPC calls back.
 * A token is in no log, no message and no {@code toString}.
 *
 * <p>Not part of the public API: anything here may change in any release.
 */
@NullMarked
package dev.dpg.client.internal.credentials;

import org.jspecify.annotations.NullMarked;
