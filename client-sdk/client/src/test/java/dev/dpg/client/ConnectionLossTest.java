package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.LogGateway;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: the address, the channel's own settings, and a gateway that goes away. */
@Timeout(60)
class ConnectionLossTest {
    private final Handled handled = new Handled();

    @Test
    void survivesAGatewayThatDiesAndComesBack() throws Exception {
        Server first = start(0, new LogGateway(1, 0, 500));
        int port = first.getPort();
        try (var client = DpgClient.connect("127.0.0.1:" + port)) {
            var subscription =
                    client.subscribe("sales.orders").from(Position.EARLIEST).start(handled);
            subscription.awaitLive(Duration.ofSeconds(20));
            first.shutdownNow().awaitTermination();
            await().until(() -> subscription.state() == SubscriptionState.RECONNECTING);

            Server second = start(port, new LogGateway(2, 0, 1000));
            try {
                await().until(() -> handled.records().size() >= 1000);
                subscription.awaitLive(Duration.ofSeconds(20));
                subscription.close();
                assertThat(handled.records())
                        .isEqualTo(LongStream.range(0, 1000)
                                .mapToObj(offset -> "0:" + offset)
                                .toList());
            } finally {
                second.shutdownNow().awaitTermination();
            }
        }
    }

    @Test
    void aReadOfAnAbsentGatewaySaysSo() throws Exception {
        Server server = start(0, new LogGateway(1, 0, 1));
        int port = server.getPort();
        server.shutdownNow().awaitTermination();

        try (var client = DpgClient.connect("localhost:" + port);
                var records =
                        client.read("sales.orders").giveUpAfter(Duration.ZERO).open()) {
            assertThatThrownBy(() -> records.forEach(handled::handle))
                    .isInstanceOfSatisfying(
                            DpgException.class, e -> assertThat(e.code()).isEqualTo(DpgException.Code.UNAVAILABLE));
        }
    }

    private static Server start(int port, LogGateway gateway) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(gateway)
                .build()
                .start();
    }
}
