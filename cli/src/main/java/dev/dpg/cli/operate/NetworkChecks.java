package dev.dpg.cli.operate;

import dev.dpg.cli.operate.Check.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** What lies below gRPC: name, port, encryption. */
final class NetworkChecks {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final String host;
    private final int port;
    private final boolean onThisMachine;

    /**
     * @param address host and port
     */
    NetworkChecks(String address) {
        int colon = address.lastIndexOf(':');
        host = address.substring(0, colon);
        port = Integer.parseInt(address.substring(colon + 1));
        String name = host.toLowerCase(Locale.ROOT);
        onThisMachine = name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }

    Verdict name() {
        try {
            return Verdict.ok(String.join(
                    ", ",
                    Arrays.stream(InetAddress.getAllByName(host))
                            .map(InetAddress::getHostAddress)
                            .toList()));
        } catch (UnknownHostException e) {
            return Verdict.unreachable(
                    "no such host; is the address right, and does this machine see the network it is in?",
                    " getent hosts " + host);
        }
    }

    Verdict port() {
        try (Socket socket = connect()) {
            return Verdict.ok("connected to " + socket.getInetAddress().getHostAddress());
        } catch (IOException e) {
            return Verdict.unreachable(
                    "port " + port + ": " + e.getMessage() + "; nothing listens there, or a firewall is between",
                    onThisMachine ? "dev" : " nc -vz " + host + " " + port);
        }
    }

    Verdict encryption() {
        if (onThisMachine) {
            return Verdict.ok("none: the connection stays on this machine");
        }
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (Socket plain = connect();
                SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getApplicationProtocol().equals("h2")
                    ? Verdict.ok(socket.getSession().getProtocol() + ", HTTP/2")
                    : Verdict.unreachable("the server does not offer HTTP/2", inspect());
        } catch (IOException e) {
            return Verdict.unreachable("no TLS: " + e.getMessage(), inspect());
        }
    }

    private String inspect() {
        return " openssl s_client -alpn h2 -connect " + host + ":" + port;
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
