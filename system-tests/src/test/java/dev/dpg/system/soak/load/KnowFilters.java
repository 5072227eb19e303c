package dev.dpg.system.soak.load;

import dev.dpg.client.DpgClient;
import dev.dpg.client.Encoding;
import dev.dpg.client.Position;
import dev.dpg.system.bench.load.Done;
import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.load.Workbench;
import java.util.UUID;

/** Reads with so many filters that nobody has used yet, one after the other, so that the gateway knows all that it keeps. */
public record KnowFilters(String address, String product, int filters) implements Task<Done> {
    /** The same filter in other words than ever before; all of them take about the same memory. */
    static String unknown(String filter) {
        return filter + " && value.id.size() > 0 || value.id == 'never-" + UUID.randomUUID() + "'";
    }

    @Override
    public Done perform(Workbench bench) {
        try (DpgClient client = DpgClient.connect(address)) {
            for (int i = 0; i < filters; i++) {
                client.read(product)
                        .from(Position.LATEST)
                        .encoding(Encoding.JSON)
                        .where(unknown(RecordCheck.filter(i % RecordCheck.ONE_IN)))
                        .untilHead()
                        .forEach(record -> {});
            }
        }
        return new Done(filters);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
