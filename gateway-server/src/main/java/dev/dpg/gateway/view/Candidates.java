package dev.dpg.gateway.view;

import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.log.LogRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which records of a batch have to be judged: all others are left out as they are. Asked in ascending order. */
final class Candidates {
    private final int @Nullable [] places;
    private final int records;
    private int at;

    private Candidates(int @Nullable [] places, int records) {
        this.places = places;
        this.records = records;
    }

    /**
     * Those that may be wanted.
     *
     * @param keys null where all are to be judged
     */
    static Candidates of(Wanted wanted, List<LogRecord> records, @Nullable BatchKeys keys) {
        int[] places = keys == null ? null : places(wanted, keys);
        return new Candidates(places, records.size());
    }

    private static int @Nullable [] places(Wanted wanted, BatchKeys keys) {
        if (wanted.keys().isPresent()) {
            return keys.of(wanted.keys().get());
        }
        // Where no text of a key can be told, the filter may fail instead of being false, and failures are counted.
        return wanted.filter().flatMap(Filter::keys).map(keys::ofAndUntold).orElse(null);
    }

    /** The first one from a place on; behind the last record where there is none. */
    int next(int from) {
        if (places == null) {
            return from;
        }
        while (at < places.length && places[at] < from) {
            at++;
        }
        return at < places.length ? Math.min(places[at], records) : records;
    }
}
