package dev.dpg.system.bench.load;

import dev.dpg.system.bench.check.SequenceCheck;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens readers of a product on bare gRPC, and returns when all are at the tail. They go on until {@link FinishFollowing}.
 *
 * @param first the number that comes next in each partition
 * @param connections that the readers share
 */
public record FollowStreams(String address, String product, int partitions, long first, int readers, int connections)
        implements Task<Done> {
    private static final Duration READY_MAX = Duration.ofSeconds(60);

    @Override
    public Done perform(Workbench bench) {
        Followers followers = bench.keep(Followers.NAME, Followers.class, Followers::new);
        Connections network = new Connections(address, connections);
        followers.fedBy(() -> {}, network::close);
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            tallies.add(followers.tally());
        }
        SubscribeRequest request = SubscribeRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
        for (int i = 0; i < readers; i++) {
            Follower reader =
                    followers.add(new Follower(SequenceCheck.from(first, partitions), tallies.get(i % connections)));
            var unused = new FrameStream(
                    network.get(i), DataServiceGrpc.getSubscribeMethod(), request, frame -> take(frame, reader));
        }
        followers.awaitReady(Deadline.in(READY_MAX));
        return new Done(readers);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }

    private static void take(Frame frame, Follower reader) {
        if (frame.hasBatch()) {
            long now = System.nanoTime();
            int partition = frame.getBatch().getPartition();
            for (Record record : frame.getBatch().getRecordsList()) {
                reader.accept(partition, record.getRaw().toByteArray(), now);
            }
            reader.batchEnds();
        } else if (frame.getState().getKind() == State.Kind.KIND_CAUGHT_UP) {
            reader.becomesReady();
        }
    }
}
