package dev.dpg.client.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import dev.dpg.client.fakes.Frames;
import dev.dpg.client.internal.resume.CallFailure;
import dev.dpg.client.internal.resume.CallFailure.Origin;
import dev.dpg.v1.PositionErrorDetail;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StatusReaderTest {
    @Test
    void readsTheGatewaysReasonAndDetails() {
        var positions = PositionErrorDetail.newBuilder().setTotal(1).build();
        var retry = RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setSeconds(2))
                .build();
        var refusal = Frames.refusal(Status.Code.OUT_OF_RANGE, "POSITION_EXPIRED", positions, retry);

        CallFailure failure = StatusReader.read(refusal.getStatus(), refusal.getTrailers());

        assertThat(failure.origin()).isEqualTo(Origin.GATEWAY);
        assertThat(failure.code()).isEqualTo(Status.Code.OUT_OF_RANGE);
        assertThat(failure.reason()).isEqualTo("POSITION_EXPIRED");
        assertThat(failure.message()).isEqualTo("what, why, what to do");
        assertThat(failure.details().metadata()).containsEntry("product", "sales.orders");
        assertThat(failure.details().retryAfter()).contains(java.time.Duration.ofSeconds(2));
        assertThat(failure.details().positions()).contains(positions);
    }

    @Test
    void tellsABrokenConnectionFromAnAnswer() {
        Status broken = Status.UNKNOWN.withDescription("channel closed").withCause(new IOException("reset"));

        assertThat(StatusReader.read(broken, null).origin()).isEqualTo(Origin.LOCAL);
        assertThat(StatusReader.read(Status.UNKNOWN, null).origin()).isEqualTo(Origin.WIRE);
    }

    @Test
    void alwaysHasAMessage() {
        assertThat(StatusReader.read(Status.UNAVAILABLE.withCause(new IOException("reset")), null)
                        .message())
                .isEqualTo("reset");
        assertThat(StatusReader.read(Status.OK, null).message()).contains("before it was complete");
        assertThat(StatusReader.read(Status.UNAVAILABLE, null).message()).isNotEmpty();
    }
}
