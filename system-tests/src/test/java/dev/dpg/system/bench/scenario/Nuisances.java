package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.Done;
import dev.dpg.system.bench.load.EndRaw;
import dev.dpg.system.bench.load.EndStuck;
import dev.dpg.system.bench.load.FinishFollowing;
import dev.dpg.system.bench.load.FollowStreams;
import dev.dpg.system.bench.load.OpenRaw;
import dev.dpg.system.bench.load.OpenStuck;
import dev.dpg.system.bench.load.Publish;
import dev.dpg.system.bench.load.Publish.Published;
import dev.dpg.system.bench.load.Storm;
import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.load.WriteHistory;
import dev.dpg.system.bench.scenario.Beside.Ground;
import dev.dpg.system.bench.stage.Worker;
import dev.dpg.system.fixture.TestProduct;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The nuisances that healthy readers are measured beside. */
final class Nuisances {
    private static final int FEW = 20;
    private static final int STORM_PARTITIONS = 2;

    private Nuisances() {}

    /** Readers of the same product that take one message and then nothing. */
    static Nuisance stuck(Ground ground) {
        return readers(ground, new OpenStuck(ground.gateway().address(), ground.product(), FEW), new EndStuck());
    }

    /** Readers of the same product that accept a byte a second. */
    static Nuisance trickling(Ground ground) {
        return readers(ground, new OpenRaw(ground.gateway().address(), ground.product(), FEW, true), new EndRaw());
    }

    /** Readers of the same product that never read anything after they have asked for it, and let the gateway send. */
    static Nuisance deaf(Ground ground) {
        return readers(ground, new OpenRaw(ground.gateway().address(), ground.product(), FEW, false), new EndRaw());
    }

    /**
     * Readers of another product that open at once.
     *
     * @param streams how many
     * @param perConnection how many share a connection
     * @param behind records that each of them has missed, by its token
     */
    static Nuisance storm(Ground ground, int streams, int perConnection, int behind) {
        Worker worker = ground.scene().worker("storm");
        TestProduct product = TestProduct.named("storm" + streams);
        String topic = product.topic();
        ground.scene().stage().createTopic(topic, STORM_PARTITIONS);
        ground.scene().publish(ground.gateway().address(), List.of(product));
        if (behind > 0) {
            worker.ask(new WriteHistory(
                    ground.scene().stage().bootstrapServers(), topic, STORM_PARTITIONS, behind, 100, "none"));
        }
        Storm storm = new Storm(
                ground.gateway().address(), topic, STORM_PARTITIONS, behind / STORM_PARTITIONS, streams, perConnection);
        return new Nuisance() {
            private CompletableFuture<Storm.Passed> passing =
                    CompletableFuture.failedFuture(new IllegalStateException());

            @Override
            public void begin() {
                passing = worker.begin(storm);
            }

            @Override
            public String end() {
                return passing.join().faults();
            }
        };
    }

    /** A record of a million bytes each second among those that healthy readers read. */
    static Nuisance largeRecords(Ground ground) {
        return new Nuisance() {
            @Override
            public void begin() {
                ground.load().writeLarge(Ground.PER_SECOND);
            }

            @Override
            public String end() {
                ground.load().writeLarge(0);
                return "";
            }
        };
    }

    /** Another domain writes as many records of a kibibyte to a partition of its own, which some follow. */
    static Nuisance flood(Ground ground) {
        return new Flood(ground);
    }

    private static Nuisance readers(Ground ground, Task<Done> open, Task<Done> end) {
        Worker worker = ground.scene().worker("bad readers");
        return new Nuisance() {
            @Override
            public void begin() {
                worker.ask(open);
            }

            @Override
            public String end() {
                worker.ask(end);
                return "";
            }
        };
    }

    /** Lasts longer than a measurement; its end waits for that. */
    private static final class Flood implements Nuisance {
        private static final int FOLLOWERS = 4;
        private static final int BYTES = 1_024;
        private static final int SECONDS = 12;
        private static final int PATIENCE_MILLIS = 60_000;
        private static final long RECORDS = (long) SECONDS * Ground.PER_SECOND;

        private final Ground ground;
        private final Worker readers;
        private final Worker writer;
        private final TestProduct product = TestProduct.named("flood").inDomain(Ground.OTHER_DOMAIN);
        private CompletableFuture<Published> writing = CompletableFuture.failedFuture(new IllegalStateException());
        private long next;

        Flood(Ground ground) {
            this.ground = ground;
            readers = ground.scene().worker("flooded readers");
            writer = ground.scene().worker("flooding writer");
            ground.scene().stage().createTopic(product.topic(), 1);
            ground.scene().publish(ground.gateway().address(), List.of(product));
        }

        @Override
        public void begin() {
            readers.ask(new FollowStreams(ground.gateway().address(), product.topic(), 1, next, FOLLOWERS, 1));
            writing = writer.begin(new Publish(
                    ground.scene().stage().bootstrapServers(),
                    product.topic(),
                    1,
                    next,
                    RECORDS,
                    BYTES,
                    0,
                    Ground.PER_SECOND,
                    System.nanoTime()));
        }

        @Override
        public String end() {
            next = writing.join().next();
            return readers.ask(new FinishFollowing(RECORDS, next, PATIENCE_MILLIS, true))
                    .faults();
        }
    }
}
