package dev.dpg.client;

/**
 * Where a client's tokens come from. Asked before each call and each stream, so a source that has to fetch a token keeps it
 * until it is about to expire. Asked on a thread of its own, {@code dpg-credentials-1}, one question at a time, which may take up
 * to 30 s; calls wait meanwhile, no other work of the SDK does.
 *
 * <p>What it throws ends the call: an {@link java.io.IOException} as {@code UNAVAILABLE}, which streams try again; anything else as
 * {@code UNAUTHENTICATED}, which is final. The message is shown to people, so it must not hold the token.
 */
@FunctionalInterface
public interface TokenSource {
    /** The token to send now, as it stands behind {@code Bearer}: at most 12 KiB of printable ASCII without spaces. */
    String token() throws Exception;

    /**
     * A token in place of one that a gateway does not take any more: it has expired, or the gateway knows better. Asked only while
     * {@link #token()} gives that one. If the gateway refuses the answer too, the call fails.
     *
     * @param refused the token that is no good
     * @return another one, or the same where there is no other; by default that of {@link #token()}
     */
    default String renewed(String refused) throws Exception {
        return token();
    }
}
