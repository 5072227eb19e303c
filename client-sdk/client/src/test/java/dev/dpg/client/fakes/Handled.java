package dev.dpg.client.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgRecord;
import dev.dpg.client.RecordHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler that remembers what it was given, as {@code partition:offset}. */
public final class Handled implements RecordHandler {
    private final List<String> records = new CopyOnWriteArrayList<>();

    @Override
    public void handle(DpgRecord record) {
        records.add(record.partition() + ":" + record.offset());
    }

    /** All so far, in order. */
    public List<String> records() {
        return List.copyOf(records);
    }

    /** Waits until there are exactly these, in this order. */
    public void awaitExactly(String... expected) {
        await().untilAsserted(() -> assertThat(records).containsExactly(expected));
    }
}
