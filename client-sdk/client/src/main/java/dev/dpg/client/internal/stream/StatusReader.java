package dev.dpg.client.internal.stream;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.dpg.client.internal.resume.CallFailure;
import dev.dpg.client.internal.resume.CallFailure.Details;
import dev.dpg.client.internal.resume.CallFailure.Origin;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.v1.PositionErrorDetail;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the ending of a call apart: status, and the {@code google.rpc.Status} in the trailers. Pure. */
public final class StatusReader {
    private static final String GATEWAY = "dpg.dev";

    private StatusReader() {}

    /** What an ending means. Details that cannot be read count as absent. */
    public static CallFailure read(Status status, @Nullable Metadata trailers) {
        com.google.rpc.Status rich = trailers == null ? null : StatusProto.fromStatusAndTrailers(status, trailers);
        List<Any> details = rich == null ? List.of() : rich.getDetailsList();
        Optional<ErrorInfo> info = detail(details, ErrorInfo.class)
                .filter(error -> error.getDomain().equals(GATEWAY));
        return new CallFailure(
                origin(status, info.isPresent()),
                status.getCode(),
                info.map(ErrorInfo::getReason).orElse(""),
                message(status),
                new Details(
                        info.map(ErrorInfo::getMetadataMap).orElse(Map.of()),
                        detail(details, RetryInfo.class).map(retry -> ProtoTimes.duration(retry.getRetryDelay())),
                        detail(details, PositionErrorDetail.class)));
    }

    private static Origin origin(Status status, boolean fromGateway) {
        if (fromGateway) {
            return Origin.GATEWAY;
        }
        // A status that came over the wire has no cause: the exception that it was made from stayed in this process.
        return status.getCause() != null ? Origin.LOCAL : Origin.WIRE;
    }

    private static String message(Status status) {
        if (status.isOk()) {
            return "the gateway ended the stream before it was complete";
        }
        if (status.getDescription() != null) {
            return status.getDescription();
        }
        return status.getCause() == null
                ? "no message"
                : String.valueOf(status.getCause().getMessage());
    }

    private static <T extends Message> Optional<T> detail(List<Any> details, Class<T> type) {
        for (Any detail : details) {
            if (detail.is(type)) {
                try {
                    return Optional.of(detail.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
