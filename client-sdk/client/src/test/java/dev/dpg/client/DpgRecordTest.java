package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.dpg.client.DpgRecord.DecodeError;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.v1.Header;
import dev.dpg.v1.Record;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DpgRecordTest {
    private static final byte[] NOT_UTF8 = {(byte) 0xff, 0x00};

    @Test
    void givesJsonAsItsText() {
        var record = record(Record.newBuilder().setJsonKey("\"k\"").setJson("{\"a\": 1.0}"));

        assertThat(record.key().map(Payload::text)).contains("\"k\"");
        assertThat(record.value().map(Payload::text)).contains("{\"a\": 1.0}");
        assertThat(record.value().map(Payload::encoding)).contains(Encoding.JSON);
        assertThat(record.value().orElseThrow().bytes()).isEqualTo("{\"a\": 1.0}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesRawBytesUntouched() {
        var record = record(Record.newBuilder().setRaw(ByteString.copyFrom(NOT_UTF8)));

        assertThat(record.value().orElseThrow().bytes()).isEqualTo(NOT_UTF8);
        assertThat(record.value().map(Payload::encoding)).contains(Encoding.RAW);
        assertThat(record.key()).isEmpty();
    }

    @Test
    void tellsATombstoneFromAnEmptyValue() {
        assertThat(record(Record.newBuilder().setTombstone(true)).isTombstone()).isTrue();
        var empty = record(Record.newBuilder().setRaw(ByteString.EMPTY));
        assertThat(empty.isTombstone()).isFalse();
        assertThat(empty.value()).isPresent();
    }

    @Test
    void saysWhyThereIsNoValue() {
        var error = dev.dpg.v1.DecodeError.newBuilder()
                .setReason(dev.dpg.v1.DecodeError.Reason.REASON_TOO_LARGE)
                .setMessage("4 MiB");

        assertThat(record(Record.newBuilder().setDecodeError(error)).decodeError())
                .contains(new DecodeError(DecodeError.Reason.TOO_LARGE, "4 MiB"));
        assertThat(record(Record.newBuilder().setDecodeError(error.setReasonValue(99)))
                        .decodeError()
                        .map(DecodeError::reason))
                .contains(DecodeError.Reason.UNKNOWN);
    }

    @Test
    void keepsHeadersInOrderAlsoRepeatedAndNullOnes() {
        var record = record(Record.newBuilder()
                .addHeaders(Header.newBuilder().setKey("a").setValue(ByteString.copyFromUtf8("1")))
                .addHeaders(Header.newBuilder().setKey("a")));

        assertThat(record.headers()).extracting(DpgRecord.Header::key).containsExactly("a", "a");
        assertThat(record.headers().get(0).value().map(Payload::text)).contains("1");
        assertThat(record.headers().get(1).value()).isEqualTo(Optional.empty());
    }

    @Test
    void isNamedByProductPartitionAndOffset() {
        var time = Instant.parse("2001-03-31T22:27:00.123Z");
        var record = record(Record.newBuilder()
                .setOffset(42)
                .setTime(ProtoTimes.timestamp(time))
                .setJson("secret"));

        assertThat(record.id()).isEqualTo("sales.orders.v1/3/42");
        assertThat(record.time()).isEqualTo(time);
        assertThat(record).hasToString("sales.orders.v1/3/42");
    }

    private static DpgRecord record(Record.Builder record) {
        return new DpgRecord("sales.orders.v1", 3, record.build());
    }
}
