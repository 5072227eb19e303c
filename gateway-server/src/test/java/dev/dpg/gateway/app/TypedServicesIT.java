package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.Any;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import dev.dpg.gateway.descriptor.ProductDescriptor;
import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PortName;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products' own services, against a real broker. */
class TypedServicesIT {
    private final CloseStack open = new CloseStack();
    private final RunningGateway gateway = open.add(RunningGateway.start(TestBroker.bootstrapServers(), Map.of()))
            .awaitReady();
    private final String port = TestBroker.uniqueName("typed").replace('-', '_');
    private final PortName pinned = PortName.parse("sales." + port + ".v1").orElseThrow();
    private final ProductDescriptor types = ProductDescriptor.of(
            pinned, "", "", List.of(new Field("order_id", FieldType.STRING, false, "").numbered(1)));

    @BeforeEach
    void writeRecords() throws Exception {
        TestBroker.createTopic("sales." + port, 1, Map.of());
        try (var producer = TestBroker.producer()) {
            for (String value : List.of(
                    "{\"order_id\":\"order-0\"}",
                    "{\"order_id\":\"order-1\"}",
                    "{\"order_id\":\"order-2\"}",
                    "no json")) {
                producer.send(new ProducerRecord<>("sales." + port, value.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aProductIsCallableAsSoonAsItIsAppliedWithItsOwnFields() throws Exception {
        assertThat(refusal(() -> read(ReadRequest.getDefaultInstance()))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
        gateway.applyOrders(port);

        List<Frame> frames = read(ReadRequest.getDefaultInstance());

        assertThat(frames.get(0).getOpened().getProduct()).isEqualTo(pinned.toString());
        assertThat(frames.get(0).getOpened().getEncoding()).isEqualTo(Encoding.ENCODING_PROTOBUF);
        assertThat(frames).noneMatch(Frame::hasSchemaInfo);
        List<Record> records = frames.stream()
                .flatMap(frame -> frame.getBatch().getRecordsList().stream())
                .toList();
        List<Object> ids = new ArrayList<>();
        for (Record record : records.subList(0, 3)) {
            DynamicMessage value = DynamicMessage.parseFrom(types.valueMessage(), record.getMessage());
            ids.add(value.getField(types.valueMessage().findFieldByName("order_id")));
        }
        assertThat(ids).containsExactly("order-0", "order-1", "order-2");
        assertThat(records.get(3).hasDecodeError()).isTrue();
        assertThat(CatalogServiceGrpc.newBlockingStub(gateway.channel())
                        .getProduct(GetProductRequest.newBuilder()
                                .setName("sales." + port)
                                .build())
                        .getProduct()
                        .getService())
                .isEqualTo(types.serviceName());
    }

    @Test
    void aFrameIsAMessageOfTheProductsOwnTypes() throws Exception {
        gateway.applyOrders(port);
        var frameType = types.file().getServices().get(0).getMethods().get(0).getOutputType();

        for (Frame frame : read(ReadRequest.getDefaultInstance())) {
            DynamicMessage typed = DynamicMessage.parseFrom(frameType, frame.toByteString());
            assertThat(typed.getUnknownFields().asMap()).isEmpty();
            assertThat(typed.toByteString()).isEqualTo(frame.toByteString());
        }
    }

    @Test
    void theServiceOfAllProductsGivesTheSameMessagesAndSaysWhatTheyAre() throws Exception {
        gateway.applyOrders(port);
        List<Frame> frames = new ArrayList<>();
        DataServiceGrpc.newBlockingStub(gateway.channel())
                .read(ReadRequest.newBuilder()
                        .setProduct("sales." + port)
                        .setEncoding(Encoding.ENCODING_PROTOBUF)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .build())
                .forEachRemaining(frames::add);

        assertThat(frames.get(1).getSchemaInfo().getMessageName())
                .isEqualTo(types.valueMessage().getFullName());
        assertThat(frames.get(2).getBatch().getRecordsList())
                .isEqualTo(
                        read(ReadRequest.getDefaultInstance()).get(1).getBatch().getRecordsList());
    }

    @Test
    void itFollowsToo() {
        gateway.applyOrders(port);
        Iterator<Frame> frames = call(
                "Subscribe",
                SubscribeRequest.newBuilder()
                        .setStart(Start.newBuilder().setLast(2))
                        .build());

        assertThat(frames.next().hasOpened()).isTrue();
        assertThat(frames.next().getBatch().getRecords(0).getOffset()).isEqualTo(2);
    }

    @Test
    void itMayBeToldItsOwnProductAndEncodingAndNoOther() {
        gateway.applyOrders(port);
        ReadRequest.Builder request = ReadRequest.newBuilder();

        assertThat(read(request.setProduct(pinned.toString())
                        .setEncoding(Encoding.ENCODING_PROTOBUF)
                        .build()))
                .isNotEmpty();
        assertBadRequest(request.setProduct("sales.other").build());
        assertBadRequest(
                request.setProduct("").setEncoding(Encoding.ENCODING_JSON).build());
    }

    private void assertBadRequest(ReadRequest request) {
        StatusRuntimeException refusal = refusal(() -> read(request));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(Objects.requireNonNull(StatusProto.fromThrowable(refusal)).getDetailsList())
                .anyMatch(detail -> detail.is(ErrorInfo.class) && reason(detail).equals("BAD_REQUEST"));
    }

    private static String reason(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static StatusRuntimeException refusal(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(StatusRuntimeException.class))
                .actual();
    }

    private List<Frame> read(ReadRequest request) {
        ReadRequest whole = request.toBuilder()
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .build();
        List<Frame> frames = new ArrayList<>();
        call("Read", whole).forEachRemaining(frames::add);
        return frames;
    }

    private <Q extends Message> Iterator<Frame> call(String method, Q request) {
        @SuppressWarnings("unchecked")
        Q prototype = (Q) request.getDefaultInstanceForType();
        var descriptor = MethodDescriptor.<Q, Frame>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(types.serviceName(), method))
                .setRequestMarshaller(ProtoUtils.marshaller(prototype))
                .setResponseMarshaller(ProtoUtils.marshaller(Frame.getDefaultInstance()))
                .build();
        return ClientCalls.blockingServerStreamingCall(gateway.channel(), descriptor, CallOptions.DEFAULT, request);
    }
}
