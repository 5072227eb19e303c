package dev.dpg.system.soak.load;

import dev.dpg.client.DpgClient;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.Payload;
import dev.dpg.client.Position;
import dev.dpg.client.RecordCursor;
import dev.dpg.system.fixture.RawConnection;
import dev.dpg.system.fixture.Resources;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.util.ArrayList;
import java.util.List;

/** How a reader behaves that comes and goes. */
enum Habit {
    /** Some streams at the tail at once; cancels them after a while. */
    TAIL {
        @Override
        void visit(Visit visit) throws Exception {
            List<CheckedStream> streams = new ArrayList<>();
            List<RecordCheck> checks = new ArrayList<>();
            for (int i = visit.random().nextInt(4); i >= 0; i--) {
                RecordCheck check = RecordCheck.joining(visit.venue().partitions());
                checks.add(check);
                Encoding encoding = i == 0 ? Encoding.ENCODING_JSON : Encoding.ENCODING_RAW;
                streams.add(visit.subscribe(TAIL_START, encoding, "", check, new ResumePoint())
                        .flow());
            }
            visit.stay(streams.get(0), visit.between(50, 1_500));
            streams.forEach(CheckedStream::cancel);
            checks.forEach(visit::checked);
        }
    },

    /** Reads a part of the history to its end. */
    HISTORY {
        @Override
        void visit(Visit visit) throws Exception {
            RecordCheck check = RecordCheck.joining(visit.venue().partitions());
            long limit = 1L + visit.random().nextInt(LIMIT_MAX);
            CheckedStream stream = visit.read(visit.past(), Encoding.ENCODING_RAW, limit, check, new ResumePoint())
                    .flow();
            visit.awaitEnd(stream);
            visit.checked(check);
        }
    },

    /** Reads history as Kafka stores it, by the Java client; often leaves early, and goes on from its position. */
    STORED {
        @Override
        void visit(Visit visit) {
            RecordCheck check = RecordCheck.joining(visit.venue().partitions());
            try (DpgClient client = DpgClient.connect(visit.venue().address())) {
                Position position = Position.last(1 + visit.random().nextInt(LIMIT_MAX));
                for (int i = 0; i < 2; i++) {
                    visit.opened();
                    try (RecordCursor cursor = client.read(visit.venue().product())
                            .from(position)
                            .encoding(dev.dpg.client.Encoding.RAW)
                            .limit(1 + visit.random().nextInt(LIMIT_MAX))
                            .open()) {
                        int left = visit.random().nextInt(LIMIT_MAX);
                        for (DpgRecord record : cursor) {
                            String value = record.value().map(Payload::text).orElse("");
                            check.accept(record.partition(), record.offset(), value);
                            if (left-- == 0) {
                                break;
                            }
                        }
                        position = Position.token(cursor.position().token());
                    }
                }
            }
            visit.checked(check);
        }
    },

    /** Reads what a filter leaves that nobody else has. */
    FILTERED {
        @Override
        void visit(Visit visit) throws Exception {
            int digit = visit.random().nextInt(RecordCheck.ONE_IN);
            RecordCheck check = RecordCheck.joining(visit.venue().partitions(), digit);
            CheckedStream stream = visit.subscribe(
                            visit.anywhere(),
                            Encoding.ENCODING_JSON,
                            KnowFilters.unknown(RecordCheck.filter(digit)),
                            check,
                            new ResumePoint())
                    .flow();
            visit.stay(stream, visit.between(50, 1_500));
            stream.cancel();
            visit.checked(check);
        }
    },

    /** Takes a message or none, then nothing; then it goes on as if nothing had been, or goes. */
    STALLED {
        @Override
        void visit(Visit visit) throws Exception {
            RecordCheck check = RecordCheck.joining(visit.venue().partitions());
            CheckedStream stream =
                    visit.subscribe(visit.anywhere(), Encoding.ENCODING_RAW, "", check, new ResumePoint());
            if (visit.random().nextInt(3) > 0) {
                stream.take(1);
            }
            visit.stay(stream, visit.between(500, 3_000));
            if (visit.random().nextBoolean()) {
                stream.flow();
                visit.stay(stream, visit.between(50, 1_000));
                stream.cancel();
            }
            visit.checked(check);
        }
    },

    /** Reads, is cut off at any moment, and goes on from its token on another connection, some times. */
    RESUMING {
        @Override
        void visit(Visit visit) throws Exception {
            RecordCheck check = RecordCheck.joining(visit.venue().partitions());
            ResumePoint position = new ResumePoint();
            Start start = visit.anywhere();
            for (int i = 0; i < 3; i++) {
                CheckedStream stream = visit.subscribe(start, Encoding.ENCODING_RAW, "", check, position)
                        .flow();
                visit.stay(stream, visit.between(20, 800));
                visit.reconnect(stream);
                start = position.isKnown() ? position.start() : start;
            }
            visit.checked(check);
        }
    },

    /** Opens streams, reads nothing of the connection at all, and is gone. */
    VANISHING {
        @Override
        void visit(Visit visit) throws Exception {
            RecordCheck check = RecordCheck.joining(visit.venue().partitions());
            Resources sockets = new Resources();
            try {
                RawConnection connection =
                        RawConnection.deafTo(visit.venue().address(), sockets).greet(WINDOW_BYTES);
                for (int i = visit.random().nextInt(4); i >= 0; i--) {
                    visit.opened();
                    connection.call(LAST_STREAM - 2 * i, SUBSCRIBE, asStored(visit));
                }
                // One that behaves, meanwhile: something to wait with.
                CheckedStream beside = visit.subscribe(TAIL_START, Encoding.ENCODING_RAW, "", check, new ResumePoint())
                        .flow();
                visit.stay(beside, visit.between(5, 1_000));
            } finally {
                sockets.closeAll();
            }
            visit.checked(check);
        }

        private SubscribeRequest asStored(Visit visit) {
            return SubscribeRequest.newBuilder()
                    .setProduct(visit.venue().product())
                    .setStart(visit.anywhere())
                    .setEncoding(Encoding.ENCODING_KAFKA_BATCH)
                    .build();
        }
    };

    private static final Start TAIL_START =
            Start.newBuilder().setEdge(Edge.EDGE_LATEST).build();
    private static final String SUBSCRIBE = DataServiceGrpc.getSubscribeMethod().getFullMethodName();
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int LAST_STREAM = 7;
    private static final int LIMIT_MAX = 5_000;

    /** Comes, does what it does, and has gone when this returns. Blocks. */
    abstract void visit(Visit visit) throws Exception;
}
