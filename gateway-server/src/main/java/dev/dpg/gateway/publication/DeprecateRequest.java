package dev.dpg.gateway.publication;

import java.time.Instant;

/**
 * To announce the end of a line.
 *
 * @param requestId chosen by the caller, 1 to 128 printable characters; makes the request idempotent
 * @param product the pinned name
 * @param successor the pinned name of what follows; empty where nothing does
 * @param reason why, for readers; may be empty where there is a successor
 * @param sunsetTime until when it is served at least
 */
public record DeprecateRequest(String requestId, String product, String successor, String reason, Instant sunsetTime) {}
