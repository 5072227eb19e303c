package dev.dpg.gateway.rpc;

import io.grpc.Context;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names one call in the log, and in the answer to a call that failed by a bug. 16 hexadecimal digits. */
final class RequestId {
    /** Where the id of the current call is. */
    static final Context.Key<String> KEY = Context.key("requestId");

    private RequestId() {}

    /** The current call's id; a new one where this thread serves no call. */
    static String current() {
        String id = KEY.get();
        return id == null ? random() : id;
    }

    static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
