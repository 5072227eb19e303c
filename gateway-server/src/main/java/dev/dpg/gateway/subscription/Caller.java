package dev.dpg.gateway.subscription;

/**
 * Whose stream it is, for people to recognise.
 *
 * @param sessionId names the stream; random
 * @param clientId as the client calls itself; may be empty
 * @param peer the address that the client connected from; may be empty
 */
public record Caller(String sessionId, String clientId, String peer) {}
