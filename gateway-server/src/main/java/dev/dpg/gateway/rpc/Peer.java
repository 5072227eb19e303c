package dev.dpg.gateway.rpc;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.ServerCall;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The address that a call came from, as {@code 127.0.0.1:50000} or {@code [::1]:50000}; empty where there is none. */
final class Peer {
    /** Where the address of the current call is. */
    static final Context.Key<String> KEY = Context.keyWithDefault("peer", "");

    private Peer() {}

    /** The current call's. */
    static String current() {
        return KEY.get();
    }

    static String of(ServerCall<?, ?> call) {
        SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return remote instanceof InetSocketAddress address ? Listener.text(address) : "";
    }
}
