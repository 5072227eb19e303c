package dev.dpg.gateway.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.JsonShape;
import dev.dpg.gateway.codec.JsonSink;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever JSON objects a topic holds: the drafted documents lint clean, and the contract reads every record. */
class DraftRandomTest {
    private static final int ROUNDS = 300;

    @Test
    void draftedContractsAreValidAndReadEverySampledRecord() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random seeds = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomJson json = new RandomJson(new Random(seeds.nextLong()));
            List<String> records = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                records.add(json.object());
            }
            String context = "seed " + seed + ", round " + round + ", records " + records;
            try {
                Draft draft = Drafts.of(records.toArray(String[]::new));
                CompiledPort port = Drafts.port(draft);
                RecordType type = RecordType.of(port.fields());
                records.forEach(record -> assertThat(JsonReading.misfits(record, type))
                        .as(context + "\n" + Drafts.text(draft.contract()))
                        .isEmpty());
                records.forEach(record -> assertThat(isRead(record, type))
                        .as(context + "\n" + Drafts.text(draft.contract()))
                        .isTrue());
            } catch (RuntimeException e) {
                throw new AssertionError(context, e);
            }
        }
    }

    /** Whether the gateway reads a record as the contract says. */
    private static boolean isRead(String record, RecordType type) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        JsonSink sink = new JsonSink(JsonShape.of(type), Integer.MAX_VALUE);
        sink.begin(new WireBuffer(1024));
        try {
            RecordCodecs.of(PayloadFormat.JSON, SchemaOrigin.NONE, type, SchemaSource.NONE)
                    .read(bytes, 0, bytes.length, sink);
            return true;
        } catch (UnreadableValueException e) {
            return false;
        }
    }
}
