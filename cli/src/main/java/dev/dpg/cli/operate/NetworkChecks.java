package dev.dpg.cli.operate;

import dev.dpg.cli.operate.Check.Verdict;
import dev.dpg.client.TlsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** What lies below gRPC: name, port, encryption. */
final class NetworkChecks {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final String host;
    private final int port;
    private final boolean onThisMachine;
    private final Optional<TlsOptions> tls;

    /**
     * @param address host and port
     * @param tls how connections are encrypted; empty: not at all
     */
    NetworkChecks(String address, Optional<TlsOptions> tls) {
        this.tls = tls;
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
        if (tls.isEmpty()) {
            return Verdict.ok(
                    onThisMachine
                            ? "none: the connection stays on this machine"
                            : "none, as asked for: who is on the way can read and change everything");
        }
        return encryption(tls.get());
    }

    private Verdict encryption(TlsOptions options) {
        String name = options.serverName().orElse(host);
        try (Socket plain = connect();
                SSLSocket socket =
                        (SSLSocket) options.sslContext().getSocketFactory().createSocket(plain, name, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getApplicationProtocol().equals("h2")
                    ? Verdict.ok(socket.getSession().getProtocol() + ", HTTP/2, " + validity(socket.getSession()))
                    : Verdict.unreachable("the server does not offer HTTP/2", inspect());
        } catch (IOException | IllegalArgumentException e) {
            return Verdict.unreachable("no TLS: " + e.getMessage(), inspect());
        }
    }

    private static String validity(SSLSession session) throws SSLPeerUnverifiedException {
        return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                ? "certificate valid until "
                        + certificate.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS)
                : "certificate of another kind than X.509";
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
