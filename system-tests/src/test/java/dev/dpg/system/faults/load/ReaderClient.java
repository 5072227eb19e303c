package dev.dpg.system.faults.load;

import dev.dpg.client.DpgClient;
import dev.dpg.system.faults.history.Session;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that several readers share, with the tap on its wire. Thread-safe. */
public final class ReaderClient implements AutoCloseable {
    private final WireTap tap = new WireTap();
    private final AtomicInteger readers = new AtomicInteger();
    private final DpgClient client;

    /** @param addresses of one gateway, or of several with commas between them */
    public ReaderClient(String addresses) {
        client = DpgClient.builder()
                .address(addresses)
                .clientId("faults")
                .interceptor(tap)
                .connect();
    }

    DpgClient client() {
        return client;
    }

    /** A number for another reader. */
    int join() {
        return readers.incrementAndGet();
    }

    List<Session> sessions(int reader) {
        return tap.sessions(reader);
    }

    @Override
    public void close() {
        client.close();
    }
}
