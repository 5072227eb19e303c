package dev.dpg.system.faults.check;

import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.History;
import dev.dpg.system.faults.history.MemoryUse;
import dev.dpg.system.faults.history.Reader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Judges a history by the promises. Pure. */
public final class Checker {
    private static final int MEBIBYTE = 1024 * 1024;

    private Checker() {}

    /** Everything that is to be said about a history. */
    public static Verdict check(History history) {
        Findings findings = new Findings();
        Map<String, CommittedTopic> topics = new LinkedHashMap<>();
        history.topics().forEach(topic -> topics.put(topic.log(), topic));
        long delivered = 0;
        long lost = 0;
        long repeated = 0;
        long trueGaps = 0;
        long falseGaps = 0;
        for (Reader reader : history.readers()) {
            ReaderCheck check = new ReaderCheck(history, reader, topics, findings);
            check.check();
            delivered += reader.handled().size();
            lost += check.lost();
            repeated += check.repeated();
            trueGaps += check.gaps().trueGaps();
            falseGaps += check.gaps().falseGaps();
        }
        history.memory().forEach(use -> memory(use, findings));
        return new Verdict(
                findings.counts(),
                findings.first(),
                history.acknowledged(),
                delivered,
                lost,
                repeated,
                trueGaps,
                falseGaps);
    }

    private static void memory(MemoryUse use, Findings findings) {
        if (use.highWaterBytes() > use.limitBytes()) {
            findings.add(
                    Promise.C10,
                    use.gateway() + " had " + use.highWaterBytes() / MEBIBYTE + " MiB, and may have "
                            + use.limitBytes() / MEBIBYTE);
        }
    }
}
