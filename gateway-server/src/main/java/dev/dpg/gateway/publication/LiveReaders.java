package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.subscription.ListedSession;
import dev.dpg.gateway.subscription.SessionDirectory;
import java.util.List;

/** Who reads a product now, on whatever gateway. Thread-safe; nothing blocks. */
@FunctionalInterface
public interface LiveReaders {
    /** Nobody reads anything. */
    LiveReaders NONE = product -> List.of();

    /**
     * The open streams of one major line.
     *
     * @param product the pinned name
     * @throws dev.dpg.gateway.problem.ProblemException {@code NOT_READY} while that is not known
     */
    List<Reader> of(PortName product);

    /** Those that the sessions of all gateways tell. */
    static LiveReaders of(SessionDirectory sessions) {
        return product ->
                sessions.readersOf(product).stream().map(LiveReaders::reader).toList();
    }

    private static Reader reader(ListedSession session) {
        return new Reader(session.caller().clientId(), session.fields());
    }

    /**
     * An open stream.
     *
     * @param clientId as the client calls itself; may be empty
     * @param fields paths of the properties that it reads; empty for all
     */
    record Reader(String clientId, List<String> fields) {
        public Reader {
            fields = List.copyOf(fields);
        }

        /** Whether it reads the property, something within it, or all of what it is in. */
        boolean reads(String path) {
            return path.isEmpty()
                    || fields.isEmpty()
                    || fields.stream().anyMatch(field -> within(field, path) || within(path, field));
        }

        private static boolean within(String inner, String outer) {
            return inner.equals(outer) || inner.startsWith(outer + ".") || inner.startsWith(outer + "[");
        }
    }
}
