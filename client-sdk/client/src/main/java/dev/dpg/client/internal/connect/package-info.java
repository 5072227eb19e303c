/**
 * The way to gateways: several addresses, each of which may stand for several hosts, behind one gRPC channel.
 * {@link dev.dpg.client.internal.connect.AddressResolver} looks names up,
 * {@link dev.dpg.client.internal.connect.GatewayBalancer} keeps connections and
 * {@link dev.dpg.client.internal.connect.ConnectionPicker} chooses one for each call:
 * streams spread over gateways, a gateway that is down or going away is avoided, and no connection carries more streams than
 * a gateway permits.
 *
 * <p>Threads: resolver and balancer belong to the channel's synchronization context; the picker is a snapshot that any thread
 * asks.
 *
 * <p>Not part of the public API: anything here may change in any release.
 */
@NullMarked
package dev.dpg.client.internal.connect;

import org.jspecify.annotations.NullMarked;
