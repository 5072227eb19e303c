package dev.dpg.cli.dev;

import com.google.protobuf.ByteString;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import dev.dpg.v1.Document;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.GetProductResponse;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(SampleProducts.class);
    /** Of what is published in another version than the sample's, or with other contents. */
    private static final Set<Status.Code> CHANGED = Set.of(Status.Code.ALREADY_EXISTS, Status.Code.FAILED_PRECONDITION);

    private final CatalogServiceBlockingStub catalog;
    private final ProductServiceBlockingStub products;

    SampleProducts(Channel channel) {
        catalog = CatalogServiceGrpc.newBlockingStub(channel);
        products = ProductServiceGrpc.newBlockingStub(channel);
    }

    /** Publishes them all; one that has been changed since is left as it is. */
    void apply() {
        NAMES.forEach(this::applyUnlessChanged);
    }

    private void applyUnlessChanged(String name) {
        Document product = document(name + ".odps.yaml");
        Document contract = document(name + ".odcs.yaml");
        if (isPublished(name, product, contract)) {
            return;
        }
        try {
            apply(product, contract);
        } catch (StatusRuntimeException refused) {
            if (!CHANGED.contains(refused.getStatus().getCode())) {
                throw refused;
            }
            LOG.info("The sample {} is left as it is published: {}", name, refused.getMessage());
        }
    }

    /**
     * Whether these very documents are what is published: applying them would change nothing, but the gateway would look at
     * the topic and its newest records first.
     */
    private boolean isPublished(String name, Document product, Document contract) {
        try {
            GetProductResponse published = catalog.withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .getProduct(GetProductRequest.newBuilder().setName(name).build());
            return published.getProductDocument().getContent().equals(product.getContent())
                    && published.getContractDocument().getContent().equals(contract.getContent());
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw refused;
        }
    }

    private void apply(Document product, Document contract) {
        var unused = products.withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .applyProduct(ApplyProductRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setProduct(product)
                        .addContracts(contract)
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
