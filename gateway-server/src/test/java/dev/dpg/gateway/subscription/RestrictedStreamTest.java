package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.access.AccessRecord;
import dev.dpg.gateway.access.AccessRequest;
import dev.dpg.gateway.access.AccessTerms;
import dev.dpg.gateway.access.Verdict;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.delivery.StreamFrame;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.identity.Principal;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.OnUnknownSchema;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Streams of callers who may not have everything, from the log to their frames. */
class RestrictedStreamTest {
    private static final String TOPIC = "sales.topic-of-orders";
    private static final Identity OWNER = identity(Principal.Kind.PERSON, "anna", "sales-data", "");
    /** Of the domain, so that it reads without a grant, masked. */
    private static final Claim MASKED = new Claim(identity(Principal.Kind.APPLICATION, "packing", "", "sales"), "");
    /** Has a grant for some records, unmasked. */
    private static final Claim ROWS = new Claim(identity(Principal.Kind.APPLICATION, "billing", "", "finance"), "");

    private final ManualLoop time = new ManualLoop();
    private final MemoryLog log = new MemoryLog("cluster", time::execute, time);
    private final GatewayInMemory gateway = start();

    @Test
    void masksHoldInEveryEncodingAndBothHaveTheSameHash() {
        GatewayInMemory.Client json = read(wanted(Encoding.JSON, ""), MASKED);
        GatewayInMemory.Client message = read(wanted(Encoding.PROTOBUF, ""), MASKED);

        assertThat(records(json)).hasSize(4);
        assertThat(records(json).get(2).getJson()).isEqualTo("{}");
        for (int i : List.of(0, 1, 3)) {
            String given = records(json).get(i).getJson();
            assertThat(given)
                    .matches("\\{\"id\":\"[0-9a-f]{32}\"\\}")
                    .contains(records(json).get(i).getJsonKey());
            assertThat(records(message).get(i).getMessage().toStringUtf8()).contains(given.substring(7, 39));
        }
    }

    @Test
    void whatWouldTellIsRefusedBeforeAnythingIsRead() {
        assertThat(refused(wanted(Encoding.RAW, "")).message()).contains("id is masked", "ask for JSON or PROTOBUF");
        assertThat(refused(new WantedRecords(Encoding.RAW, true, List.of(), "", Set.of(), OnUnknownSchema.DECODE_ERROR))
                        .reason())
                .isEqualTo(Reason.FIELD_DENIED);
        assertThat(refused(wanted(Encoding.JSON, "value.id == 'a'")).metadata()).containsEntry("fields", "id");
        assertThat(refused(wanted(Encoding.JSON, "key == 'a'")).reason()).isEqualTo(Reason.FIELD_DENIED);
    }

    /** Batches as they are stored would bring what is withheld along. */
    @Test
    void rowsAreWithheldFromEveryEncodingAndEveryCount() {
        for (WantedRecords wanted : List.of(
                wanted(Encoding.JSON, ""),
                wanted(Encoding.RAW, ""),
                new WantedRecords(Encoding.RAW, true, List.of(), "", Set.of(), OnUnknownSchema.DECODE_ERROR))) {
            GatewayInMemory.Client client = read(wanted, ROWS);

            assertThat(records(client)).extracting(Record::getOffset).containsExactly(0L, 3L);
            StreamFrame.Counts counts = end(client).counts();
            assertThat(counts.delivered()).isEqualTo(2);
            assertThat(counts.scanned()).isEqualTo(2);
            assertThat(counts.filtered()).isZero();
            assertThat(counts.failures()).isZero();
        }
        GatewayInMemory.Client filtered = read(wanted(Encoding.JSON, "value.id == 'b'"), ROWS);
        assertThat(records(filtered)).extracting(Record::getOffset).containsExactly(3L);
        assertThat(end(filtered).counts().scanned()).isEqualTo(2);
        assertThat(end(filtered).counts().failures()).isZero();
    }

    @Test
    void whoIsNotRestrictedGetsEverything() {
        assertThat(records(read(wanted(Encoding.RAW, ""), Claim.DEVELOPER))).hasSize(4);
    }

    private static WantedRecords wanted(Encoding encoding, String filter) {
        return new WantedRecords(encoding, List.of(), filter, Set.of(), OnUnknownSchema.DECODE_ERROR);
    }

    private Problem refused(WantedRecords wanted) {
        return catchThrowableOfType(ProblemException.class, () -> gateway.open(request(wanted, MASKED)))
                .problem();
    }

    private GatewayInMemory.Client read(WantedRecords wanted, Claim claim) {
        GatewayInMemory.Client client = gateway.open(request(wanted, claim));
        time.run(Duration.ofSeconds(2));
        return client;
    }

    private static OpenRequest request(WantedRecords wanted, Claim claim) {
        return new OpenRequest(
                new Caller("session", "client", "10.0.0.1:5000"),
                claim,
                "sales.orders",
                new StartAt.End(Edge.EARLIEST),
                OnExpired.FAIL,
                new StopAt.Head(),
                Long.MAX_VALUE,
                wanted,
                new Pace(1024 * 1024, Duration.ZERO, Duration.ofSeconds(5)));
    }

    private static StreamFrame.End end(GatewayInMemory.Client client) {
        return client.frames.stream()
                .filter(StreamFrame.End.class::isInstance)
                .map(StreamFrame.End.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<Record> records(GatewayInMemory.Client client) {
        List<Record> records = new ArrayList<>();
        for (StreamFrame frame : client.frames) {
            if (frame instanceof StreamFrame.Batch batch) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try {
                    batch.batch().writeTo(bytes);
                    records.addAll(
                            Frame.parseFrom(bytes.toByteArray()).getBatch().getRecordsList());
                } catch (IOException broken) {
                    throw new AssertionError(broken);
                }
            }
        }
        return records;
    }

    private GatewayInMemory start() {
        MemoryCatalog catalog = MemoryCatalog.open("sales");
        catalog.publish("sales.orders.v1", "1.0.0");
        log.createTopic(TOPIC, 1);
        append("a", "{\"id\":\"a\"}");
        append("hidden", "{\"id\":\"hidden\"}");
        append("c", "{}");
        append("b", "{\"id\":\"b\"}");
        GatewayInMemory started = new GatewayInMemory("one", time, new MemoryControlTopic(time), catalog, log);
        AccessTerms terms = new AccessTerms(
                PortName.parse("sales.orders.v1").orElseThrow(),
                List.of(),
                List.of("id"),
                "value.id != 'hidden'",
                "invoices");
        Identity reader = ROWS.identity();
        AccessRecord asked = started.access.ask(
                new AccessRequest(
                        "1", terms, Duration.ofDays(1), reader.principal().id(), 1),
                reader);
        started.access.decide(asked.id(), Verdict.APPROVE, "", OWNER);
        return started;
    }

    private static Identity identity(Principal.Kind kind, String name, String team, String domain) {
        return new Identity(new Principal(kind, name, team, domain), Optional.empty(), false);
    }

    private void append(String key, String value) {
        log.append(TOPIC, 0, time.now(), bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
