package dev.dpg.system.bench.load;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;

/**
 * Opens readers at the tail that take one message and then nothing more, each on a connection of its own. They stay until
 * {@link EndStuck}.
 */
public record OpenStuck(String address, String product, int readers) implements Task<Done> {
    static final String NAME = "stuck readers";

    @Override
    public Done perform(Workbench bench) {
        Connections network = bench.keep(NAME, Connections.class, () -> new Connections(address, readers));
        SubscribeRequest request = SubscribeRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
        for (int i = 0; i < readers; i++) {
            ClientCall<SubscribeRequest, Frame> call =
                    network.get(i).newCall(DataServiceGrpc.getSubscribeMethod(), CallOptions.DEFAULT);
            call.start(new ClientCall.Listener<>() {}, new Metadata());
            call.request(1);
            call.sendMessage(request);
            call.halfClose();
        }
        return new Done(readers);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
