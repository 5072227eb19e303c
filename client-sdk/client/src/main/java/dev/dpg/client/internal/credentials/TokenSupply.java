package dev.dpg.client.internal.credentials;

/** Gives tokens. Asked by one thread at a time, which may be kept waiting. */
public interface TokenSupply {
    /** The token to send now. */
    String token() throws Exception;

    /**
     * A token in place of one that a gateway does not take any more.
     *
     * @param refused what {@link #token()} still gives
     * @return the same where there is no other
     */
    String renewed(String refused) throws Exception;
}
