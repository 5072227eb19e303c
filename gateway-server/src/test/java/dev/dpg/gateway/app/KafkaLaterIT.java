package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.End;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ReadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is started before its Kafka. */
class KafkaLaterIT {
    private final CloseStack open = new CloseStack();

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void itSaysSoMeanwhileAndRecoversByItself() throws Exception {
        int kafkaPort = freePort();
        RunningGateway gateway = open.add(RunningGateway.start("127.0.0.1:" + kafkaPort, Map.of()));

        assertThat(gateway.health("liveness")).isEqualTo(ServingStatus.SERVING);
        assertThat(gateway.health("readiness")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(gateway.health("")).isEqualTo(ServingStatus.NOT_SERVING);
        unavailableWithADelay(() -> CatalogServiceGrpc.newBlockingStub(gateway.channel())
                .listProducts(ListProductsRequest.getDefaultInstance()));
        unavailableWithADelay(() -> read(gateway, "sales.orders"));

        open.add(EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, kafkaPort)));
        gateway.awaitReady();
        createTopic(kafkaPort, "sales.orders");
        gateway.applyOrders("orders");

        List<Frame> frames = read(gateway, "sales.orders");
        assertThat(frames.get(0).hasOpened()).isTrue();
        assertThat(frames.get(frames.size() - 1).getEnd().getReason()).isEqualTo(End.Reason.REASON_UNTIL);
    }

    private static List<Frame> read(RunningGateway gateway, String product) {
        List<Frame> frames = new ArrayList<>();
        DataServiceGrpc.newBlockingStub(gateway.channel())
                .read(ReadRequest.newBuilder().setProduct(product).build())
                .forEachRemaining(frames::add);
        return frames;
    }

    private static void unavailableWithADelay(Runnable call) throws InvalidProtocolBufferException {
        var failure = Objects.requireNonNull(
                Assertions.catchThrowableOfType(StatusRuntimeException.class, call::run), "no failure");
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        var status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
        assertThat(status.getDetailsList()).anyMatch(detail -> detail.is(RetryInfo.class));
    }

    private static void createTopic(int kafkaPort, String name) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
