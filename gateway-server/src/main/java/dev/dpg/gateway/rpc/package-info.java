/**
 * The wire: gRPC services and interceptors, proto to own types and back, problems to statuses, the listener's settings.
 * Requests come in here and leave as values of the inner packages; what they answer leaves as messages.
 *
 * <p>Threads: unary methods run on the control pool. Nothing here blocks an event loop. The types of gRPC and of the
 * generated contract are used here and in {@code app} only.
 */
@NullMarked
package dev.dpg.gateway.rpc;

import org.jspecify.annotations.NullMarked;
