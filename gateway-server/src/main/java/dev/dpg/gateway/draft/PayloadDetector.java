package dev.dpg.gateway.draft;

import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells in which one format the values of a sample are. Pure. */
final class PayloadDetector {
    /** Out of a hundred records, so many have to be in one format; the others come to readers as decode errors. */
    private static final int IN_ONE_FORMAT_PERCENT = 90;

    private PayloadDetector() {}

    /**
     * The format of nearly all values.
     *
     * @throws ProblemException {@code WRONG_STATE}: there is none, or none that is read; says what was seen, never a value
     */
    static Payload detect(
            DraftSubject subject, List<SampledRecord> sample, Map<Integer, RegisteredSchema> schemas, Notes notes) {
        Map<Payload, Long> seen = new EnumMap<>(Payload.class);
        sample.forEach(record -> seen.merge(Payload.of(record.value(), schemas), 1L, Long::sum));
        long tombstones = seen.getOrDefault(Payload.NONE, 0L);
        seen.remove(Payload.NONE);
        long values = sample.size() - tombstones;
        if (values == 0) {
            throw nothingToSee(subject, tombstones).asException();
        }
        Map.Entry<Payload, Long> most =
                seen.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        if (!most.getKey().isReadable() || most.getValue() * 100 < values * IN_ONE_FORMAT_PERCENT) {
            throw unreadable(subject, seen, values).asException();
        }
        noteOthers(seen, most.getKey(), tombstones, notes);
        return most.getKey();
    }

    private static void noteOthers(Map<Payload, Long> seen, Payload payload, long tombstones, Notes notes) {
        seen.forEach((other, count) -> {
            if (other != payload) {
                notes.add("Beside " + payload.counted(2).substring(2) + " the sample holds " + other.counted(count)
                        + ": readers are told so by a decode error each.");
            }
        });
        if (tombstones > 0) {
            notes.add("The sample holds " + Payload.NONE.counted(tombstones) + ", which delete a key for readers.");
        }
    }

    private static Problem nothingToSee(DraftSubject subject, long tombstones) {
        return Problem.of(
                Reason.WRONG_STATE,
                "the topic \"" + subject.topic() + "\" holds "
                        + (tombstones == 0 ? "no record" : "nothing but tombstones among its newest records")
                        + ", so there is nothing to draft from. Write some records as they will be and try again, or write"
                        + " the documents by hand: docs/publishing.md says how.");
    }

    private static Problem unreadable(DraftSubject subject, Map<Payload, Long> seen, long values) {
        String what = seen.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getKey().counted(entry.getValue()))
                .collect(Collectors.joining(", "));
        return Problem.of(
                Reason.WRONG_STATE,
                "the newest " + values + " values of the topic \"" + subject.topic()
                        + "\" are not in one format that a draft can be made from: " + what + ". " + advice(seen));
    }

    private static String advice(Map<Payload, Long> seen) {
        if (seen.containsKey(Payload.FRAMED_UNKNOWN)) {
            return "Where a schema registry has the schemas, name it in the gateway's configuration"
                    + " (registries.NAME.url) and try again.";
        }
        if (seen.size() > 1) {
            return "A product has records of one kind: give each kind a topic of its own.";
        }
        return "Avro and protobuf without a registry need a schema in the contract, so write the documents by hand:"
                + " docs/publishing.md says how. Other formats are not served.";
    }
}
