package dev.dpg.gateway.filter;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.product.ValueKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that were compiled lately, so that readers who come with the same one share it. Thread-safe. */
public final class Filters {
    private static final int KEPT_MAX = 256;

    private final Map<Asked, Filter> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** As {@link FilterCompiler#compile}. */
    public Filter of(String text, RecordCodec codec, ValueKind key) {
        Asked asked = new Asked(text, codec, key);
        Filter known = known(asked);
        if (known != null) {
            return known;
        }
        Filter compiled = FilterCompiler.compile(text, codec, key);
        keep(asked, compiled);
        return compiled;
    }

    private synchronized @Nullable Filter known(Asked asked) {
        return kept.get(asked);
    }

    private synchronized void keep(Asked asked, Filter filter) {
        kept.put(asked, filter);
        if (kept.size() > KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private record Asked(String text, RecordCodec codec, ValueKind key) {}
}
