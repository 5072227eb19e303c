package dev.dpg.client.internal.credentials;

import io.grpc.CallOptions;
import org.jspecify.annotations.Nullable;

/** Which token one call was sent with, so that it is that one which is renewed when the call says so. Thread-safe. */
public final class TokenUse {
    /** Where a call keeps its own. */
    public static final CallOptions.Key<TokenUse> KEY = CallOptions.Key.create("dpg-token-use");

    private volatile @Nullable Tokens tokens;
    private volatile @Nullable String token;

    void sent(Tokens from, String sent) {
        token = sent;
        tokens = from;
    }

    /** The gateway does not take it any more: whoever asks next gets another one. Nothing where the call had none. */
    public void refused() {
        Tokens from = tokens;
        String sent = token;
        if (from != null && sent != null) {
            from.refused(sent);
        }
    }
}
