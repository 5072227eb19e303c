package dev.dpg.cli.dev;

import com.google.protobuf.ByteString;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.Document;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import io.grpc.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Publishes the samples the way every domain team does: by {@code ApplyProduct}, with documents. What is published already
 * stays as it is.
 */
final class SampleProducts {
    /** Their names, as domains name products; documents are called alike, topics in their own way. */
    static final List<String> NAMES =
            List.of("aviation.flights", "aviation.airports", "climate.daily_weather", "seismology.earthquakes");

    private static final String RESOURCES = "/dev/dpg/cli/samples/documents/";
    private static final int ANSWER_SECONDS_MAX = 30;

    private final ProductServiceBlockingStub products;

    SampleProducts(Channel channel) {
        products = ProductServiceGrpc.newBlockingStub(channel);
    }

    /** Publishes them all. */
    void apply() {
        NAMES.forEach(this::apply);
    }

    private void apply(String name) {
        var unused = products.withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .applyProduct(ApplyProductRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setProduct(document(name + ".odps.yaml"))
                        .addContracts(document(name + ".odcs.yaml"))
                        .build());
    }

    private static Document document(String fileName) {
        try (InputStream content = SampleProducts.class.getResourceAsStream(RESOURCES + fileName)) {
            if (content == null) {
                throw new IllegalStateException("the sample document " + fileName + " is missing in this build");
            }
            return Document.newBuilder()
                    .setFileName(fileName)
                    .setContent(ByteString.readFrom(content))
                    .build();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
