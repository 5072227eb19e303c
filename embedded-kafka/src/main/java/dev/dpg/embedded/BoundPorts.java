package dev.dpg.embedded;

import dev.dpg.embedded.EmbeddedKafkaException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets of a broker, bound before Kafka starts and handed over when Kafka opens its listeners: the
 * ports are known and taken from the beginning, so nobody can come in between choosing a free port and using it.
 */
final class BoundPorts implements ServerSocketFactory, AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;

    private BoundPorts(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
    }

    /** Binds the broker's port and any free one for the controller. */
    static BoundPorts bind(int brokerPort) {
        return withController(listen(brokerPort), 0);
    }

    /** Binds both, as others know them. */
    static BoundPorts bind(int brokerPort, int controllerPort) {
        return withController(listen(brokerPort), controllerPort);
    }

    /** Binds the preferred port for the broker when it is free and another one when not. */
    static BoundPorts bindAny(int preferredPort) {
        ServerSocketChannel broker;
        try {
            broker = listen(preferredPort);
        } catch (EmbeddedKafkaException taken) {
            broker = listen(0);
        }
        return withController(broker, 0);
    }

    private static BoundPorts withController(ServerSocketChannel broker, int controllerPort) {
        try {
            return new BoundPorts(broker, listen(controllerPort));
        } catch (RuntimeException e) {
            closeChannel(broker);
            throw e;
        }
    }

    int broker() {
        return broker.socket().getLocalPort();
    }

    int controller() {
        return controller.socket().getLocalPort();
    }

    /** Called by Kafka once for each of its listeners; Kafka closes the socket when it stops. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int listenBacklogSize, int receiveBufferBytes) {
        return switch (listener) {
            case BrokerProperties.BROKER_LISTENER -> broker;
            case BrokerProperties.CONTROLLER_LISTENER -> controller;
            default -> throw new IllegalArgumentException("unknown listener " + listener);
        };
    }

    @Override
    public void close() {
        closeChannel(broker);
        closeChannel(controller);
    }

    private static ServerSocketChannel listen(int port) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            return channel.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
        } catch (IOException e) {
            if (channel != null) {
                closeChannel(channel);
            }
            throw notBound(port, e);
        }
    }

    private static EmbeddedKafkaException notBound(int port, IOException cause) {
        if (cause instanceof BindException) {
            return new EmbeddedKafkaException(
                    Reason.PORT_IN_USE,
                    "port " + port + " of " + HOST + " is in use: stop the program that has it, "
                            + "or choose another port (0 takes any free one)",
                    cause);
        }
        return new EmbeddedKafkaException(
                Reason.START_FAILED, "port " + port + " of " + HOST + " could not be opened", cause);
    }

    private static void closeChannel(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
