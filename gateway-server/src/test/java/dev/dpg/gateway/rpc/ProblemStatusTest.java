package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.v1.PositionErrorDetail;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemStatusTest {
    /** The documented table; programs rely on it. */
    @Test
    void everyReasonHasTheCodeOfTheTable() {
        Map<Reason, Status.Code> codes = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            codes.put(
                    reason,
                    ProblemStatus.of(Problem.of(reason, "because")).getStatus().getCode());
        }
        assertThat(codes)
                .isEqualTo(Map.ofEntries(
                        Map.entry(Reason.BAD_REQUEST, Status.Code.INVALID_ARGUMENT),
                        Map.entry(Reason.BAD_TOKEN, Status.Code.INVALID_ARGUMENT),
                        Map.entry(Reason.BAD_CONTRACT, Status.Code.INVALID_ARGUMENT),
                        Map.entry(Reason.BAD_FILTER, Status.Code.INVALID_ARGUMENT),
                        Map.entry(Reason.BAD_FIELD_MASK, Status.Code.INVALID_ARGUMENT),
                        Map.entry(Reason.NO_CREDENTIALS, Status.Code.UNAUTHENTICATED),
                        Map.entry(Reason.TOKEN_EXPIRED, Status.Code.UNAUTHENTICATED),
                        Map.entry(Reason.BAD_TOKEN_SIGNATURE, Status.Code.UNAUTHENTICATED),
                        Map.entry(Reason.NO_GRANT, Status.Code.PERMISSION_DENIED),
                        Map.entry(Reason.GRANT_EXPIRED, Status.Code.PERMISSION_DENIED),
                        Map.entry(Reason.GRANT_REVOKED, Status.Code.PERMISSION_DENIED),
                        Map.entry(Reason.FIELD_DENIED, Status.Code.PERMISSION_DENIED),
                        Map.entry(Reason.PURPOSE_DENIED, Status.Code.PERMISSION_DENIED),
                        Map.entry(Reason.REQUEST_NOT_FOUND, Status.Code.NOT_FOUND),
                        Map.entry(Reason.GRANT_NOT_FOUND, Status.Code.NOT_FOUND),
                        Map.entry(Reason.PRODUCT_NOT_FOUND, Status.Code.NOT_FOUND),
                        Map.entry(Reason.VERSION_RETIRED, Status.Code.NOT_FOUND),
                        Map.entry(Reason.SESSION_NOT_FOUND, Status.Code.NOT_FOUND),
                        Map.entry(Reason.POSITION_EXPIRED, Status.Code.OUT_OF_RANGE),
                        Map.entry(Reason.POSITION_TRUNCATED, Status.Code.OUT_OF_RANGE),
                        Map.entry(Reason.TOPIC_RECREATED, Status.Code.FAILED_PRECONDITION),
                        Map.entry(Reason.WRONG_STATE, Status.Code.FAILED_PRECONDITION),
                        Map.entry(Reason.CONTRACT_INCOMPATIBLE, Status.Code.FAILED_PRECONDITION),
                        Map.entry(Reason.VERSION_EXISTS, Status.Code.ALREADY_EXISTS),
                        Map.entry(Reason.CONFLICT, Status.Code.ABORTED),
                        Map.entry(Reason.OVERLOADED, Status.Code.RESOURCE_EXHAUSTED),
                        Map.entry(Reason.CLUSTER_DOWN, Status.Code.UNAVAILABLE),
                        Map.entry(Reason.REGISTRY_DOWN, Status.Code.UNAVAILABLE),
                        Map.entry(Reason.DRAINING, Status.Code.UNAVAILABLE),
                        Map.entry(Reason.NOT_READY, Status.Code.UNAVAILABLE),
                        Map.entry(Reason.INTERNAL, Status.Code.INTERNAL)));
    }

    @Test
    void aProblemCarriesItsReasonMessageAndValues() {
        var status = ProblemStatus.of(Problem.of(Reason.PRODUCT_NOT_FOUND, "no such product; did you mean \"a.b\"?")
                .with("product", "a.c")
                .asException());

        assertThat(status.getStatus().getDescription()).isEqualTo("no such product; did you mean \"a.b\"?");
        ErrorInfo info = detail(status, ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("PRODUCT_NOT_FOUND");
        assertThat(info.getDomain()).isEqualTo("dpg.dev");
        assertThat(info.getMetadataMap()).containsExactly(Map.entry("product", "a.c"));
    }

    @Test
    void aDelayBecomesRetryInfo() {
        var status = ProblemStatus.of(Problem.of(Reason.CLUSTER_DOWN, "down")
                .with(new Problem.RetryAfter(Duration.ofMillis(1500)))
                .asException());

        RetryInfo retry = detail(status, RetryInfo.class);
        assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(1);
        assertThat(retry.getRetryDelay().getNanos()).isEqualTo(500_000_000);
    }

    @Test
    void atMostSixteenPartitionsAreNamedAndAllAreCounted() {
        Problem problem = Problem.of(Reason.POSITION_EXPIRED, "too old");
        for (int partition = 0; partition < 40; partition++) {
            problem = problem.with(new Problem.PositionOutOfRange(partition, 1, 5, 9));
        }

        PositionErrorDetail detail = detail(ProblemStatus.of(problem), PositionErrorDetail.class);
        assertThat(detail.getTotal()).isEqualTo(40);
        assertThat(detail.getPartitionsList()).hasSize(16);
        assertThat(detail.getPartitions(3))
                .isEqualTo(PositionErrorDetail.Partition.newBuilder()
                        .setPartition(3)
                        .setRequestedOffset(1)
                        .setEarliestOffset(5)
                        .setEndOffset(9)
                        .build());
    }

    @Test
    void fewViolationsAreGivenWhole() {
        var status = ProblemStatus.of(Problem.of(Reason.BAD_CONTRACT, "one finding")
                .with(new Problem.FieldViolation("a.yaml:3:5 version", "contract.version", "write major.minor.patch")));

        assertThat(detail(status, BadRequest.class).getFieldViolationsList())
                .containsExactly(BadRequest.FieldViolation.newBuilder()
                        .setField("a.yaml:3:5 version")
                        .setReason("contract.version")
                        .setDescription("write major.minor.patch")
                        .build());
        assertThat(detail(status, ErrorInfo.class).getMetadataMap()).containsEntry("findings", "1");
    }

    @Test
    void manyViolationsAreCountedAndThoseThatFitAreGiven() {
        Problem problem = Problem.of(Reason.BAD_CONTRACT, "many findings");
        for (int i = 0; i < 500; i++) {
            problem = problem.with(new Problem.FieldViolation("f" + i, "rule", "x".repeat(100)));
        }

        var status = ProblemStatus.of(problem);
        BadRequest request = detail(status, BadRequest.class);
        assertThat(request.getFieldViolationsCount()).isBetween(30, 60);
        assertThat(request.getFieldViolations(0).getField()).isEqualTo("f0");
        assertThat(detail(status, ErrorInfo.class).getMetadataMap()).containsEntry("findings", "500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "%", "ü", "😀", "\n"})
    void trailersStayInsideEightKibibytesWhateverAProblemHolds(String character) {
        String text = character.repeat(5_000);
        Problem problem =
                Problem.of(Reason.BAD_CONTRACT, text).with(new Problem.RetryAfter(Duration.ofSeconds(Long.MAX_VALUE)));
        for (int i = 0; i < 100; i++) {
            problem = problem.with(i + text, text)
                    .with(new Problem.FieldViolation(text, text, text))
                    .with(new Problem.PositionOutOfRange(-1, -1, -1, -1));
        }

        var status = ProblemStatus.of(problem);
        assertThat(trailerBytes(status)).isLessThanOrEqualTo(8 * 1024);
        assertThat(StatusProto.fromThrowable(status)).isNotNull();
    }

    @Test
    void failuresOfStagesAreUnwrapped() {
        var problem = new ProblemException(Problem.of(Reason.OVERLOADED, "later"));

        assertThat(ProblemStatus.of(new CompletionException(new ExecutionException(problem)))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void nothingOfAForeignExceptionReachesTheClient() {
        var status = ProblemStatus.of(new IllegalStateException("secret of host.internal"));

        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getStatus().getCause()).isNull();
        assertThat(Objects.toString(StatusProto.fromThrowable(status))).doesNotContain("secret");
        String requestId = detail(status, ErrorInfo.class).getMetadataOrThrow("requestId");
        assertThat(status.getStatus().getDescription()).contains(requestId);
    }

    private static <T extends Message> T detail(StatusRuntimeException failure, Class<T> type) {
        com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
        for (Any detail : status.getDetailsList()) {
            if (detail.is(type)) {
                try {
                    return detail.unpack(type);
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + status);
    }

    /** As HTTP/2 counts them: names, values and 32 bytes for each; binary values in base64, the message as encoded. */
    private static int trailerBytes(StatusRuntimeException failure) {
        Metadata trailers = Objects.requireNonNull(failure.getTrailers());
        byte[][] raw = InternalMetadata.serialize(trailers);
        int bytes = 0;
        for (int i = 0; i < raw.length; i += 2) {
            bytes += raw[i].length
                    + Base64.getEncoder().encodeToString(raw[i + 1]).length()
                    + 32;
        }
        String message = Objects.requireNonNull(failure.getStatus().getDescription());
        int encoded = 0;
        for (byte b : message.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            encoded += b >= 32 && b < 127 && b != '%' ? 1 : 3;
        }
        int others = "grpc-status".length()
                + 2
                + 32
                + ":status200".length()
                + 32
                + "content-typeapplication/grpc".length()
                + 32;
        return bytes + "grpc-message".length() + encoded + 32 + others;
    }
}
