package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody who reads now what would change.
 *
 * @param clientId as the client calls itself; may be empty
 * @param streams open streams
 * @param fields paths of changed properties that it reads
 */
public record AffectedReader(String clientId, int streams, List<String> fields) {
    public AffectedReader {
        fields = List.copyOf(fields);
    }

    /** Those of the readers that the changes would hit, by their client ids. */
    static List<AffectedReader> of(List<LiveReaders.Reader> readers, Collection<Change> changes) {
        Map<String, List<LiveReaders.Reader>> byClient = new TreeMap<>();
        for (LiveReaders.Reader reader : readers) {
            if (changes.stream().anyMatch(change -> reader.reads(change.path()))) {
                byClient.computeIfAbsent(reader.clientId(), id -> new ArrayList<>())
                        .add(reader);
            }
        }
        return byClient.entrySet().stream()
                .map(entry ->
                        new AffectedReader(entry.getKey(), entry.getValue().size(), fields(entry.getValue(), changes)))
                .toList();
    }

    private static List<String> fields(List<LiveReaders.Reader> readers, Collection<Change> changes) {
        return changes.stream()
                .map(Change::path)
                .filter(path -> !path.isEmpty())
                .filter(path -> readers.stream().anyMatch(reader -> reader.reads(path)))
                .distinct()
                .toList();
    }

    /** For a message: the name, and what it reads of it. */
    @Override
    public String toString() {
        String name = clientId.isEmpty() ? "a client without a name" : "\"" + clientId + "\"";
        String much = streams == 1 ? "" : " (" + streams + " streams)";
        return name + much + (fields.isEmpty() ? "" : " reads " + String.join(", ", fields));
    }
}
