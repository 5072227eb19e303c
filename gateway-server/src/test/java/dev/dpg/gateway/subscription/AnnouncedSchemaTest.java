package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.dpg.gateway.codec.DescribedSchema;
import dev.dpg.gateway.delivery.StreamFrame;
import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.view.Encoding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stream's client is told of its values before the first one. */
class AnnouncedSchemaTest {
    private final ManualLoop time = new ManualLoop();
    private final MemoryCatalog catalog = MemoryCatalog.open("sales");
    private final MemoryLog log = new MemoryLog("cluster", time::execute, time);
    private final GatewayInMemory gateway = start();

    @Test
    void messagesAreDescribedRightBehindOpened() throws Exception {
        GatewayInMemory.Client client = gateway.open(request(Encoding.PROTOBUF));

        assertThat(client.frames.get(0)).isInstanceOf(StreamFrame.Opened.class);
        assertThat(client.frames.get(1)).isInstanceOf(StreamFrame.SchemaInfo.class);
        DescribedSchema schema = only(client);
        assertThat(schema.id()).isZero();
        assertThat(schema.format()).isEqualTo(PayloadFormat.PROTOBUF);
        assertThat(schema.messageName()).isEqualTo("sales.orders.v1.OrdersValue");
        FileDescriptorSet set = FileDescriptorSet.parseFrom(schema.descriptorSet());
        assertThat(set.getFileList())
                .extracting(FileDescriptorProto::getName)
                .contains("sales/orders/v1/orders.proto", "google/protobuf/timestamp.proto");
        assertThat(set.getFileList()).noneMatch(FileDescriptorProto::hasSourceCodeInfo);
    }

    @Test
    void readersOfOneVersionAreToldTheSame() {
        assertThat(only(gateway.open(request(Encoding.PROTOBUF))))
                .isSameAs(only(gateway.open(request(Encoding.PROTOBUF))));
    }

    @Test
    void callersOfTheProductsOwnServiceKnowItsTypes() {
        assertThat(schemas(gateway.open(request(Encoding.PROTOBUF).asTyped()))).isEmpty();
    }

    @Test
    void jsonHasAJsonSchemaAndStoredBytesHaveWhatTheyWereWrittenWith() {
        assertThat(only(gateway.open(request(Encoding.JSON))).format()).isEqualTo(PayloadFormat.JSON);
        assertThat(schemas(gateway.open(request(Encoding.RAW)))).isEmpty();
    }

    private static OpenRequest request(Encoding encoding) {
        return GatewayInMemory.request(
                "sales.orders", new Caller("a " + encoding, "", "10.0.0.1:5000"), new StopAt.Head(), encoding);
    }

    private static DescribedSchema only(GatewayInMemory.Client client) {
        assertThat(schemas(client)).hasSize(1);
        return schemas(client).get(0);
    }

    private static List<DescribedSchema> schemas(GatewayInMemory.Client client) {
        return client.frames.stream()
                .filter(StreamFrame.SchemaInfo.class::isInstance)
                .map(frame -> ((StreamFrame.SchemaInfo) frame).schema().schema())
                .toList();
    }

    private GatewayInMemory start() {
        catalog.publish("sales.orders.v1", "1.0.0");
        log.createTopic("sales.topic-of-orders", 1);
        return new GatewayInMemory("one", time, new MemoryControlTopic(time), catalog, log);
    }
}
