package dev.dpg.gateway.delivery;

import dev.dpg.gateway.view.SchemaNotice;
import dev.dpg.gateway.view.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The schemas that a stream's client has been told of. Owned by the stream's loop. */
final class ToldSchemas {
    /** Beyond it all are told again; few topics have a tenth of it. */
    private static final int REMEMBERED_MAX = 1_000;

    private final Set<Integer> told = new HashSet<>();

    /** What has to be told before these records; counts as told from now on. */
    List<SchemaNotice> newIn(List<Slice> slices) {
        List<SchemaNotice> fresh = new ArrayList<>();
        for (Slice slice : slices) {
            for (SchemaNotice notice : slice.chunk().schemas()) {
                if (told.size() >= REMEMBERED_MAX && !told.contains(notice.id())) {
                    told.clear();
                }
                if (told.add(notice.id())) {
                    fresh.add(notice);
                }
            }
        }
        return fresh;
    }
}
