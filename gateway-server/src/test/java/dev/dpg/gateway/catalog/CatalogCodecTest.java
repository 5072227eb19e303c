package dev.dpg.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.product.Mask;
import dev.dpg.store.v1.CatalogRecord;
import dev.dpg.store.v1.PublishedPort;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogCodecTest {
    private final CatalogCodec codec = new CatalogCodec();

    @Test
    void aPortIsKeptWholeWithItsDocuments() {
        CatalogEntry entry = new CatalogEntry.Port(SamplePorts.port("sales.orders.v12", "12.3.4", "ü\u0000\n😀"));

        assertThat(codec.decode("sales.orders.v12", codec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void aRequestIsKeptWholeForEveryOutcome() {
        List<CatalogEntry.Answer> answers = Arrays.stream(Outcome.values())
                .map(outcome -> {
                    var port = SamplePorts.port("sales.orders.v1", "1.2.3");
                    return new CatalogEntry.Answer(port.name(), port.version(), outcome, port.applyTime());
                })
                .toList();
        CatalogEntry entry = new CatalogEntry.Request(new byte[] {0, -1, 7}, SamplePorts.APPLIED, answers);

        assertThat(codec.decode("request:one", codec.encode(entry))).isEqualTo(entry);
    }

    /** What gateways of today write, those of tomorrow read: a change here breaks every catalogue there is. */
    @Test
    void theStoredFormDoesNotChange() {
        CatalogEntry entry = new CatalogEntry.Request(
                new byte[] {1, 2},
                SamplePorts.APPLIED,
                List.of(new CatalogEntry.Answer(
                        SamplePorts.port("a.b.v1", "1.2.3").name(),
                        SamplePorts.port("a.b.v1", "1.2.3").version(),
                        Outcome.UPDATED,
                        SamplePorts.APPLIED)));
        String stored = "12310a020102120b08a5ebdcca0610809bee021a1e0a06612e622e76311205312e322e331802220b08a5"
                + "ebdcca0610809bee02";

        assertThat(HexFormat.of().formatHex(codec.encode(entry).toByteArray())).isEqualTo(stored);
        assertThat(codec.decode("request:one", ByteString.fromHex(stored))).isEqualTo(entry);
    }

    @Test
    void versionsStoredBeforeFieldsHadMasksGetThemFromTheirContract() {
        PublishedPort whole = PortCodec.encode(SamplePorts.port("a.b.v1", "1.2.3"));
        String contract = """
                schema:
                  - properties:
                      - {name: id, logicalType: string, classification: secret, customProperties: [{property: masking, value: hash}]}
                """;
        PublishedPort before = whole.toBuilder()
                .clearFieldsGuarded()
                .setFields(0, whole.getFields(0).toBuilder().clearMask().clearClassification())
                .setContractDocument(
                        whole.getContractDocument().toBuilder().setContent(ByteString.copyFromUtf8(contract)))
                .build();

        assertThat(PortCodec.decode(before).fields().get(0))
                .isEqualTo(
                        SamplePorts.port("a.b.v1", "1.2.3").fields().get(0).guarded("secret", Optional.of(Mask.HASH)));
        assertThat(PortCodec.decode(before.toBuilder().setFieldsGuarded(true).build())
                        .fields()
                        .get(0)
                        .mask())
                .isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedAndNotGuessed() {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode("a.b.v1", ByteString.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode("a.b.v1", ByteString.copyFrom(new byte[] {10, 99})));
        PublishedPort whole = PortCodec.encode(SamplePorts.port("a.b.v1", "1.2.3"));
        for (PublishedPort damaged : List.of(
                whole.toBuilder().setName("a.b").build(),
                whole.toBuilder().setVersion("1.2").build(),
                whole.toBuilder().setFormat("xml").build(),
                whole.toBuilder().setDefaultStartValue(77).build(),
                whole.toBuilder()
                        .setFields(0, whole.getFields(0).toBuilder().setLogicalType("soup"))
                        .build(),
                whole.toBuilder()
                        .setFields(0, whole.getFields(0).toBuilder().setMask("soup"))
                        .build())) {
            ByteString stored =
                    CatalogRecord.newBuilder().setPort(damaged).build().toByteString();
            assertThatIllegalArgumentException().isThrownBy(() -> codec.decode("a.b.v1", stored));
        }
    }
}
