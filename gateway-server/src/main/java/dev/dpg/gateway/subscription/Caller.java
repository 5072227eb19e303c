package dev.dpg.gateway.subscription;

/**
 * Whose stream it is, for people to recognise.
 *
 * @param sessionId names the stream; random
 * @param clientId as the client calls itself; may be empty
 * @param peer the address that the client connected from; may be empty
 * @param principal id of who proved to be the caller; empty where nobody tells
 */
public record Caller(String sessionId, String clientId, String peer, String principal) {
    /** Of whom nothing is proved. */
    public Caller(String sessionId, String clientId, String peer) {
        this(sessionId, clientId, peer, "");
    }
}
