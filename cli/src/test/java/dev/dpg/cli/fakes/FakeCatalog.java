package dev.dpg.cli.fakes;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.dpg.v1.CatalogServiceGrpc.CatalogServiceImplBase;
import dev.dpg.v1.Document;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Field;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.GetProductResponse;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ListProductsResponse;
import dev.dpg.v1.Product;
import dev.dpg.v1.WatchProductsRequest;
import dev.dpg.v1.WatchProductsResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A catalogue that gives one product a page, so that whoever does not turn pages is found out. */
public final class FakeCatalog extends CatalogServiceImplBase {
    /** The contract document of every product. */
    public static final String CONTRACT = "kind: DataContract\nid: flights\n";

    private final List<Product> products = new CopyOnWriteArrayList<>();
    private final Map<String, GetProductResponse> whole = new ConcurrentHashMap<>();

    /** A product with one field. */
    public static Product product(String pinnedName, String title) {
        return Product.newBuilder()
                .setName(pinnedName)
                .setVersion("1.2.0")
                .setState(LifecycleState.LIFECYCLE_STATE_ACTIVE)
                .setDomain(pinnedName.substring(0, pinnedName.indexOf('.')))
                .setTitle(title)
                .setOwner("flight-data")
                .addSupport("https://example.org/help")
                .addFields(Field.newBuilder()
                        .setPath("delay_minutes")
                        .setLogicalType("integer")
                        .setNumber(7)
                        .setKind("integer")
                        .setDescription("Minutes late; negative is early."))
                .addKeyFields("origin")
                .setFormat("json")
                .setService(pinnedName + ".Typed")
                .setDefaultStart(Edge.EDGE_EARLIEST)
                .build();
    }

    /** Adds a product. */
    public void add(Product product) {
        products.add(product);
    }

    /** Answers this for the product's pinned name. */
    public void put(GetProductResponse product) {
        whole.put(product.getProduct().getName(), product);
    }

    @Override
    public void listProducts(ListProductsRequest request, StreamObserver<ListProductsResponse> answer) {
        List<Product> matching = products.stream()
                .filter(product ->
                        request.getDomain().isEmpty() || product.getDomain().equals(request.getDomain()))
                .toList();
        int at = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
        var page = ListProductsResponse.newBuilder();
        if (at < matching.size()) {
            page.addProducts(matching.get(at));
        }
        if (at + 1 < matching.size()) {
            page.setNextPageToken(Integer.toString(at + 1));
        }
        answer.onNext(page.build());
        answer.onCompleted();
    }

    /** Tells what is there, and ends. */
    @Override
    public void watchProducts(WatchProductsRequest request, StreamObserver<WatchProductsResponse> answer) {
        products.forEach(product -> answer.onNext(WatchProductsResponse.newBuilder()
                .setKind(WatchProductsResponse.Kind.KIND_PRODUCT)
                .setProduct(product)
                .build()));
        answer.onNext(WatchProductsResponse.newBuilder()
                .setKind(WatchProductsResponse.Kind.KIND_SYNCED)
                .build());
        answer.onCompleted();
    }

    @Override
    public void getProduct(GetProductRequest request, StreamObserver<GetProductResponse> answer) {
        GetProductResponse known = whole.get(request.getName());
        if (known != null) {
            answer.onNext(known);
            answer.onCompleted();
            return;
        }
        for (Product product : products) {
            if (product.getName().startsWith(request.getName())) {
                answer.onNext(GetProductResponse.newBuilder()
                        .setProduct(product)
                        .setContractDocument(Document.newBuilder()
                                .setFileName("flights.odcs.yaml")
                                .setContent(ByteString.copyFromUtf8(CONTRACT)))
                        .build());
                answer.onCompleted();
                return;
            }
        }
        answer.onError(Refusals.of(
                Code.NOT_FOUND,
                "PRODUCT_NOT_FOUND",
                "product \"" + request.getName() + "\" does not exist; did you mean \"aviation.flights\"?",
                Map.of("nearest", "aviation.flights")));
    }
}
