package dev.dpg.gateway.catalog;

import java.util.List;

/**
 * A part of a sorted list.
 *
 * @param items in order
 * @param nextPageToken asks for what follows; empty on the last page
 */
public record Page<T>(List<T> items, String nextPageToken) {
    public Page {
        items = List.copyOf(items);
    }

    /** Bytes of the entries of a page, unless it has only one: under the 4 MiB that clients accept by default. */
    static final long BYTES_MAX = 2 * 1024 * 1024;

    /**
     * The page that a request asks for. Entries that were added or removed between two pages don't make others come twice
     * or never, because a token stands for the last entry given and not for a count.
     *
     * @param scope what list this is; a token of another one is refused
     * @param sorted the whole list
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if the token is not one of this list
     */
    public static <T> Page<T> of(PageRequest request, String scope, List<T> sorted, Measure<T> measure) {
        String after = request.after(scope);
        List<T> rest = after.isEmpty()
                ? sorted
                : sorted.stream()
                        .filter(item -> measure.key(item).compareTo(after) > 0)
                        .toList();
        int count = fitting(rest, request.size(), measure);
        if (count == rest.size()) {
            return new Page<>(rest, "");
        }
        return new Page<>(rest.subList(0, count), PageToken.write(scope, measure.key(rest.get(count - 1))));
    }

    private static <T> int fitting(List<T> items, int countMax, Measure<T> measure) {
        int count = 0;
        long bytes = 0;
        while (count < Math.min(items.size(), countMax)) {
            bytes += measure.bytes(items.get(count));
            if (bytes > BYTES_MAX && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /** What paging has to know of an entry. */
    public interface Measure<T> {
        /** A text that is unique in the list and sorts as the list does. */
        String key(T item);

        /** Bytes that it takes in an answer, about. */
        long bytes(T item);
    }
}
