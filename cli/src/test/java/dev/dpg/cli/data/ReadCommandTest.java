package dev.dpg.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.Header;
import dev.dpg.v1.Record;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadCommandTest {
    private final FakeGateway gateway = FakeGateway.start();

    @BeforeEach
    void fill() {
        gateway.catalog().add(FakeCatalog.product("aviation.flights.v1", "Flights"));
        gateway.data().add(0, "\"SEA\"", "{ \"delay\": 1.10,\n \"to\" : \"A B\" }");
        gateway.data().add(0, "\"SEA\"", "{\"delay\":2}");
        gateway.data().add(0, "\"SEA\"", "{\"delay\":3}");
        gateway.data().add(1, "\"NYC\"", "{\"delay\":4}");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void everythingUpToTheHeadIsOneRecordALineWithItsJsonInside() {
        var run = read("--from", "earliest", "-o", "ndjson");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                        {"partition":0,"offset":0,"time":"1970-01-01T00:00:00Z","key":"SEA","value":{"delay":1.10,"to":"A B"}}
                        {"partition":0,"offset":1,"time":"1970-01-01T00:00:01Z","key":"SEA","value":{"delay":2}}
                        {"partition":0,"offset":2,"time":"1970-01-01T00:00:02Z","key":"SEA","value":{"delay":3}}
                        {"partition":1,"offset":0,"time":"1970-01-01T00:00:00Z","key":"NYC","value":{"delay":4}}
                        """);
    }

    @Test
    void aTableHasTheSameFields() {
        var run = read("--from", "0:2,1:0");

        assertThat(run.out()).isEqualTo("""
                        PARTITION  OFFSET  TIME                  KEY  VALUE
                        0          2       1970-01-01T00:00:02Z  SEA  {"delay":3}
                        1          0       1970-01-01T00:00:00Z  NYC  {"delay":4}
                        """);
    }

    @Test
    void columnsFollowTheFields() {
        gateway.data().add(1, Record.newBuilder().setTombstone(true));

        assertThat(read("--from", "0:0,1:0", "--fields", "to,delay").out()).isEqualTo("""
                        PARTITION  OFFSET  TIME                  KEY  TO         DELAY
                        0          0       1970-01-01T00:00:00Z  SEA  A B        1.10
                        0          1       1970-01-01T00:00:01Z  SEA             2
                        0          2       1970-01-01T00:00:02Z  SEA             3
                        1          0       1970-01-01T00:00:00Z  NYC             4
                        1          1       1970-01-01T00:00:01Z       tombstone
                        """);
    }

    @Test
    void jsonIsOneArray() {
        assertThat(read("--from", "latest", "-o", "json").out()).isEqualTo("[]\n");
        assertThat(read("--from", "0:2,1:0", "-o", "json").out()).isEqualTo("""
                        [
                        {"partition":0,"offset":2,"time":"1970-01-01T00:00:02Z","key":"SEA","value":{"delay":3}},
                        {"partition":1,"offset":0,"time":"1970-01-01T00:00:00Z","key":"NYC","value":{"delay":4}}
                        ]
                        """);
    }

    @Test
    void yamlIsOneListAndCsvHasALineOfNames() {
        assertThat(read("--from", "latest", "-o", "yaml").out()).isEqualTo("[]\n");
        assertThat(read("--from", "0:2,1:0", "-o", "yaml").out()).isEqualTo("""
                        - {"partition":0,"offset":2,"time":"1970-01-01T00:00:02Z","key":"SEA","value":{"delay":3}}
                        - {"partition":1,"offset":0,"time":"1970-01-01T00:00:00Z","key":"NYC","value":{"delay":4}}
                        """);
        assertThat(read("--from", "0:2,1:0", "-o", "csv").out()).isEqualTo("""
                        partition,offset,time,key,value,tombstone,headers,decode_error
                        0,2,1970-01-01T00:00:02Z,\"""SEA\""","{""delay"":3}",,,
                        1,0,1970-01-01T00:00:00Z,\"""NYC\""","{""delay"":4}",,,
                        """);
    }

    @Test
    void theNewestAreCountedOverAllPartitionsByTime() {
        var run = read("-n", "2", "-o", "ndjson");

        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).contains("\"offset\":1", "\"offset\":2").doesNotContain("NYC");
    }

    @Test
    void aLimitAndATimeEndTheRead() {
        assertThat(read("--limit", "1", "-o", "ndjson").out().lines()).hasSize(1);
        assertThat(read("--until", "1970-01-01T00:00:01Z", "-o", "ndjson").out().lines())
                .hasSize(2);
    }

    @Test
    void storedBytesAreBase64UnderAnotherName() {
        gateway.data().add(1, Record.newBuilder().setRawKey(bytes("k")).setRaw(ByteString.copyFrom(new byte[] {-1})));

        var run = read("--from", "0:3,1:1", "--encoding", "raw", "-o", "ndjson");

        assertThat(run.out()).contains("\"key_base64\":\"aw==\",\"value_base64\":\"/w==\"");
    }

    @Test
    void whatCannotBeDecodedIsShownAndTheNextRecordFollows() {
        gateway.data()
                .add(
                        1,
                        Record.newBuilder()
                                .setDecodeError(DecodeError.newBuilder()
                                        .setReason(DecodeError.Reason.REASON_INVALID_VALUE)
                                        .setMessage("line 1: no value")));
        gateway.data().add(1, "\"NYC\"", "5");

        var run = read("--from", "0:3,1:1", "-o", "ndjson");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"partition\":1,\"offset\":1,\"time\":\"1970-01-01T00:00:01Z\",\"key\":null,\"value\":null,"
                                + "\"decode_error\":{\"reason\":\"INVALID_VALUE\",\"message\":\"line 1: no value\"}}",
                        "{\"partition\":1,\"offset\":2,\"time\":\"1970-01-01T00:00:02Z\",\"key\":\"NYC\",\"value\":5}");
        assertThat(read("--from", "0:3,1:1").out()).contains("decode_error INVALID_VALUE: line 1: no value");
    }

    @Test
    void tombstonesAndHeadersAreToldWhereTheyAre() {
        gateway.data()
                .add(
                        1,
                        Record.newBuilder()
                                .setJsonKey("1")
                                .setTombstone(true)
                                .addHeaders(Header.newBuilder().setKey("t").setValue(bytes("a\"b")))
                                .addHeaders(
                                        Header.newBuilder().setKey("b").setValue(ByteString.copyFrom(new byte[] {-1})))
                                .addHeaders(Header.newBuilder().setKey("n")));

        var run = read("--from", "0:3,1:1", "-o", "ndjson");

        assertThat(run.out())
                .contains("\"key\":1,\"value\":null,\"tombstone\":true,\"headers\":["
                        + "{\"key\":\"t\",\"value\":\"a\\\"b\"},{\"key\":\"b\",\"value\":{\"base64\":\"/w==\"}},"
                        + "{\"key\":\"n\",\"value\":null}]");
    }

    @Test
    void recordsThatAreGoneEndAReadUnlessItIsToGoOn() {
        gateway.data().expireBefore(1);

        assertThat(read("--from", "0:0,1:0", "-o", "ndjson").exitCode()).isEqualTo(1);
        var run = read("--from", "0:0,1:0", "--on-expired", "earliest", "-o", "ndjson");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("· gap in partition 0: offsets 0 to 1, at most 1 records, because they are older");
        assertThat(run.out()).doesNotContain("\"partition\":0,\"offset\":0").contains("\"partition\":0,\"offset\":1");
    }

    @Test
    void aMisspeltProductIsNotFound() {
        var run = CommandRun.of("read", "aviation.flihgts", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("did you mean \"aviation.flights\"?", "Try:  dpg read aviation.flights\n");
    }

    @Test
    void startsThatContradictEachOtherAreAUsageError() {
        assertThat(read("-n", "1", "--from", "earliest").exitCode()).isEqualTo(2);
        assertThat(read("--limit", "-1").exitCode()).isEqualTo(2);
        assertThat(read("--from", "tomorrow").exitCode()).isEqualTo(2);
        assertThat(read("--until", "tomorrow").exitCode()).isEqualTo(2);
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private CommandRun read(String... arguments) {
        List<String> all = new ArrayList<>(List.of("read", "aviation.flights", "--address", gateway.address()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
