package dev.dpg.system.faults.bugs;

import dev.dpg.system.faults.bugs.SeededBug.Change;
import dev.dpg.system.faults.check.Promise;
import java.util.List;
import java.util.Set;

/**
 * The bugs. Each is what a slip of a hand could leave behind; those that are rare are as rare as the history they run on
 * allows.
 */
public final class SeededBugs {
    /** History of this many records in each partition holds every rare bug once. */
    public static final int HISTORY_PER_PARTITION = 6_000;

    private static final String LOG_BATCHES = "log/kafka/LogBatches.java";
    private static final String AFTER_EACH_RECORD = "                    headers(record.headers())));\n";

    private SeededBugs() {}

    /** All of them. */
    public static List<SeededBug> all() {
        return List.of(drop(), duplicate(), swap(), skipAtResume(), uncommitted(), cursorAhead(), falseGap());
    }

    private static SeededBug drop() {
        return new SeededBug(
                "drop",
                "leaves out one record in 100 000",
                Set.of(Promise.C1, Promise.C3),
                List.of(new Change(LOG_BATCHES, AFTER_EACH_RECORD, AFTER_EACH_RECORD + """
                            if (record.offset() % 100_000 == 4_321) {
                                converted.remove(converted.size() - 1);
                            }
                """)));
    }

    private static SeededBug duplicate() {
        return new SeededBug(
                "duplicate",
                "sends one record in 100 000 twice",
                Set.of(Promise.C5),
                List.of(new Change(LOG_BATCHES, AFTER_EACH_RECORD, AFTER_EACH_RECORD + """
                            if (record.offset() % 100_000 == 4_321) {
                                converted.add(converted.get(converted.size() - 1));
                            }
                """)));
    }

    private static SeededBug swap() {
        return new SeededBug(
                "swap",
                "sends two neighbours in the wrong order",
                Set.of(Promise.C2),
                List.of(new Change(LOG_BATCHES, AFTER_EACH_RECORD, AFTER_EACH_RECORD + """
                            if (record.offset() % 1_000 == 321 && converted.size() > 1) {
                                java.util.Collections.swap(converted, converted.size() - 1, converted.size() - 2);
                            }
                """)));
    }

    private static SeededBug skipAtResume() {
        String sound = "        return token.with(positions);\n";
        return new SeededBug(
                "skip at resume",
                "goes on one offset too far",
                Set.of(Promise.C1),
                List.of(new Change("cursor/StartPositions.java", sound, """
                        positions.replaceAll((partition, at) -> at.nextOffset() > 0
                                        && at.nextOffset() < topic.partitions().get(partition).end()
                                ? PartitionPosition.at(at.nextOffset() + 1)
                                : at);
                """ + sound)));
    }

    private static SeededBug uncommitted() {
        return new SeededBug(
                "uncommitted",
                "delivers what was aborted",
                Set.of(Promise.C6),
                List.of(new Change("log/kafka/KafkaClients.java", "\"read_committed\"", "\"read_uncommitted\"")));
    }

    private static SeededBug cursorAhead() {
        return new SeededBug(
                "cursor ahead",
                "tells a position that lies one past what it has delivered",
                Set.of(Promise.C4),
                List.of(new Change(
                        "delivery/BatchSender.java",
                        "slices, reader.position())",
                        "slices, dev.dpg.gateway.log.PartitionPosition.at(reader.position().nextOffset() + 1))")));
    }

    private static SeededBug falseGap() {
        String sound = "            tell(plan.start());\n";
        return new SeededBug(
                "false gap",
                "announces a gap over records that are there",
                Set.of(Promise.C3),
                List.of(new Change("delivery/DeliveryStream.java", sound, sound + """
                            plan.start().after().partitions().forEach((partition, at) -> {
                                long from = at.nextOffset();
                                if (from > 0) {
                                    var lost = java.util.OptionalLong.of(5);
                                    var reason = dev.dpg.gateway.cursor.Gap.Reason.RETENTION;
                                    tell(
                                            new dev.dpg.gateway.cursor.Gap(reason, partition, from, from + 5, lost),
                                            plan.start().after());
                                }
                            });
                """)));
    }
}
