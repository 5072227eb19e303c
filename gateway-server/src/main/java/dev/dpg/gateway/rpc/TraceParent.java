package dev.dpg.gateway.rpc;

import io.grpc.Context;
import io.grpc.Metadata;

/** The trace that a call belongs to, as its metadata {@code traceparent} says (W3C Trace Context); empty where it says nothing. */
final class TraceParent {
    /** Where the one of the current call is. */
    static final Context.Key<String> KEY = Context.keyWithDefault("traceparent", "");

    private static final Metadata.Key<String> HEADER = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    /** As long as version 00 of the format is; a longer one is of no version that is known. */
    private static final int LENGTH_MAX = 55;

    private TraceParent() {}

    /** The current call's. */
    static String current() {
        return KEY.get();
    }

    static String of(Metadata headers) {
        String text = headers.get(HEADER);
        return text == null || text.length() > LENGTH_MAX ? "" : text;
    }
}
