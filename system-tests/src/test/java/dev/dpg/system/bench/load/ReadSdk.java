package dev.dpg.system.bench.load;

import dev.dpg.client.DpgClient;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.Encoding;
import dev.dpg.client.Position;
import dev.dpg.client.RecordCursor;
import dev.dpg.system.bench.check.SequenceCheck;

/**
 * Reads a history with the Java client, which stays connected from pass to pass.
 *
 * @param end the number after the last one of each partition
 * @param stored whether it takes batches as Kafka stores them
 */
public record ReadSdk(String address, String product, int partitions, long end, boolean stored)
        implements Task<PassResult> {
    @Override
    public PassResult perform(Workbench bench) {
        DpgClient client = bench.keep(
                "client",
                DpgClient.class,
                () -> DpgClient.builder().address(address).kafkaBatches(stored).connect());
        SequenceCheck check = SequenceCheck.from(0, partitions);
        long bytes = 0;
        long start = System.nanoTime();
        try (RecordCursor records = client.read(product)
                .from(Position.EARLIEST)
                .encoding(Encoding.RAW)
                .untilHead()
                .open()) {
            for (DpgRecord record : records) {
                byte[] value = record.value().orElseThrow().bytes();
                bytes += value.length;
                check.accept(record.partition(), Stamped.number(value));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new PassResult(check.received(), bytes, seconds, check.faultsUpTo(end));
    }

    @Override
    public Class<PassResult> answer() {
        return PassResult.class;
    }
}
