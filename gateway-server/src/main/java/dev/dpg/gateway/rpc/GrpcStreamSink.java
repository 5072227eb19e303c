package dev.dpg.gateway.rpc;

import dev.dpg.gateway.delivery.StreamFrame;
import dev.dpg.gateway.delivery.StreamSink;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.subscription.Admission;
import dev.dpg.gateway.subscription.OpenRequest;
import dev.dpg.v1.Frame;
import io.grpc.stub.ServerCallStreamObserver;

/** Turns a stream's frames into messages of its call. Called on the stream's loop only. */
final class GrpcStreamSink implements StreamSink {
    private final ServerCallStreamObserver<OutboundFrame> call;
    private final OpenRequest request;
    private final Admission admission;
    private final int recordBytesMax;

    GrpcStreamSink(
            ServerCallStreamObserver<OutboundFrame> call,
            OpenRequest request,
            Admission admission,
            int recordBytesMax) {
        this.call = call;
        this.request = request;
        this.admission = admission;
        this.recordBytesMax = recordBytesMax;
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void send(StreamFrame frame) {
        call.onNext(outbound(frame));
    }

    @Override
    public void complete() {
        call.onCompleted();
    }

    @Override
    public void fail(Problem problem) {
        call.onError(ProblemStatus.of(problem));
    }

    private OutboundFrame outbound(StreamFrame frame) {
        if (frame instanceof StreamFrame.Batch batch) {
            return new OutboundFrame.Batch(batch.batch());
        }
        Frame.Builder message = Frame.newBuilder();
        if (frame instanceof StreamFrame.Opened opened) {
            message.setOpened(
                    FrameMessages.opened(request.caller().sessionId(), admission, opened.resumeToken()).toBuilder()
                            .setEncoding(FrameMessages.encoding(request.records()))
                            .addAllFields(admission.fields())
                            .setFilter(request.records().filter())
                            .setHeartbeat(FrameMessages.duration(request.pace().heartbeat()))
                            .setLimits(FrameMessages.limits(request.pace(), recordBytesMax)));
        } else if (frame instanceof StreamFrame.SchemaInfo info) {
            message.setSchemaInfo(SchemaMessages.info(info.schema().schema()));
        } else if (frame instanceof StreamFrame.Progress progress) {
            message.setProgress(FrameMessages.progress(progress));
        } else if (frame instanceof StreamFrame.State state) {
            message.setState(FrameMessages.state(state));
        } else if (frame instanceof StreamFrame.Skipped skipped) {
            message.setGap(FrameMessages.gap(skipped));
        } else if (frame instanceof StreamFrame.GoAway goAway) {
            message.setGoAway(FrameMessages.goAway(goAway));
        } else if (frame instanceof StreamFrame.End end) {
            message.setEnd(FrameMessages.end(end));
        }
        return new OutboundFrame.Message(message.build());
    }
}
