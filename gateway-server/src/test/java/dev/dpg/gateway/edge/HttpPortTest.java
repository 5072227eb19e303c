package dev.dpg.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP port on loopback, with a client of the JDK and with bytes of our own. */
class HttpPortTest {
    private static final String GET = "GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger collected = new AtomicInteger();
    private final HttpPort port;

    HttpPortTest() throws IOException {
        port = open(0);
    }

    @AfterEach
    void close() {
        port.close();
        var unused = loop.shutdownGracefully();
    }

    @Test
    void thePageIsText() throws Exception {
        HttpResponse<String> answer = send("GET", "/metrics?any=thing");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("page 1\n");
        assertThat(send("GET", "/metrics").body()).isEqualTo("page 2\n");
    }

    @Test
    void thereIsNothingElse() throws Exception {
        assertThat(send("GET", "/").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/metrics").statusCode()).isEqualTo(405);
        assertThat(send("HEAD", "/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoRequestIsRefusedAndTheConnectionClosed() throws IOException {
        assertThat(exchange("GET /metrics NOTHING\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void requestsThatAreSentAheadAreAnsweredOneAfterTheOther() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(GET.repeat(5).getBytes(StandardCharsets.US_ASCII));
            assertThat(readUntil(socket, "page 5\n")).contains("page 1\n", "page 2\n", "page 3\n", "page 4\n");
        }
    }

    @Test
    void connectionsBeyondTheCapAreClosedAndOthersGoOn() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 32; i++) {
                Socket socket = connect();
                sockets.add(socket);
                socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
                readUntil(socket, "page " + (i + 1) + "\n");
            }
            try (Socket refused = connect()) {
                assertThat(refused.getInputStream().read()).isEqualTo(-1);
            }
            sockets.get(0).getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            readUntil(sockets.get(0), "page 33\n");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aPortInUseIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(port.address().getPort()));
    }

    private HttpPort open(int number) throws IOException {
        return HttpPort.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), number),
                loop,
                NioServerSocketChannel.class,
                () -> "page " + collected.incrementAndGet() + "\n");
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), port.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** All that is answered until the connection is closed. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        var text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = in.read();
            assertThat(next).as("after %s", text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }
}
