package dev.dpg.client.fakes;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An in-process gateway that a test plays by hand, stream by stream. */
public final class ScriptedGateway implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();
    private final List<ResolvePositionRequest> resolved = new CopyOnWriteArrayList<>();
    private final Queue<Object> resolutions = new ConcurrentLinkedQueue<>();
    private final Server server;
    private final ManagedChannel channel;
    private volatile @Nullable Stream last;

    /** Starts it. */
    public ScriptedGateway() {
        String name = UUID.randomUUID().toString();
        server = start(name, new Service());
        channel = InProcessChannelBuilder.forName(name).build();
    }

    private static Server start(String name, BindableService service) {
        try {
            return InProcessServerBuilder.forName(name)
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To this gateway. */
    public Channel channel() {
        return channel;
    }

    /** The next stream that a client opens; waits for it. */
    public Stream nextStream() throws InterruptedException {
        Stream stream = streams.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no client opened a stream");
        }
        last = stream;
        return stream;
    }

    /** The stream that {@link #nextStream} gave out last. */
    public Stream lastStream() {
        Stream stream = last;
        if (stream == null) {
            throw new AssertionError("no stream was taken yet");
        }
        return stream;
    }

    /** Whether a stream was opened that {@link #nextStream} has not given out. */
    public boolean hasStream() {
        return !streams.isEmpty();
    }

    /** What the next unanswered ResolvePosition is answered with: a response, or an exception. */
    public void willResolve(Object answer) {
        resolutions.add(answer);
    }

    /** All ResolvePosition requests so far. */
    public List<ResolvePositionRequest> resolved() {
        return resolved;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    /** One call. */
    public static final class Stream {
        private final @Nullable ReadRequest read;
        private final @Nullable SubscribeRequest subscribe;
        private final ServerCallStreamObserver<Frame> answer;

        private Stream(@Nullable ReadRequest read, @Nullable SubscribeRequest subscribe, StreamObserver<Frame> answer) {
            this.read = read;
            this.subscribe = subscribe;
            this.answer = (ServerCallStreamObserver<Frame>) answer;
            this.answer.setOnCancelHandler(() -> {});
        }

        /** The request of a Read. */
        public ReadRequest read() {
            if (read == null) {
                throw new AssertionError("the client called Subscribe");
            }
            return read;
        }

        /** The request of a Subscribe. */
        public SubscribeRequest subscribe() {
            if (subscribe == null) {
                throw new AssertionError("the client called Read");
            }
            return subscribe;
        }

        /** Sends frames, whether the client asked for them or not. */
        public void send(Frame... frames) {
            for (Frame frame : frames) {
                answer.onNext(frame);
            }
        }

        /** Whether the client has asked for more than was sent. */
        public boolean isReady() {
            return answer.isReady();
        }

        /** Whether the client has cancelled the call. */
        public boolean isCancelled() {
            return answer.isCancelled();
        }

        /** Ends the call with a status. */
        public void fail(Throwable status) {
            answer.onError(status);
        }

        /** Ends the call with OK. */
        public void complete() {
            answer.onCompleted();
        }
    }

    private final class Service extends DataServiceGrpc.DataServiceImplBase {
        @Override
        public void read(ReadRequest request, StreamObserver<Frame> answer) {
            streams.add(new Stream(request, null, answer));
        }

        @Override
        public void subscribe(SubscribeRequest request, StreamObserver<Frame> answer) {
            streams.add(new Stream(null, request, answer));
        }

        @Override
        public void resolvePosition(ResolvePositionRequest request, StreamObserver<ResolvePositionResponse> answer) {
            resolved.add(request);
            Object next = resolutions.poll();
            if (next instanceof ResolvePositionResponse response) {
                answer.onNext(response);
                answer.onCompleted();
            } else {
                answer.onError(next instanceof Throwable failure ? failure : new AssertionError("nothing to answer"));
            }
        }
    }
}
