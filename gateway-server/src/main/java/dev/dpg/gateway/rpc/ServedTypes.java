package dev.dpg.gateway.rpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.DescribedSchema;
import dev.dpg.gateway.descriptor.ProductDescriptor;
import dev.dpg.gateway.descriptor.ProtoFiles;
import dev.dpg.gateway.descriptor.TypedName;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.PortName;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every type that clients may need to know: those of the gateway's own services, of the details of errors, and of the
 * products that are served now. Products' types are made when somebody asks, and a bounded number is kept. While the catalogue
 * was not read there are no products. Thread-safe; nothing blocks for longer than making the types of one product.
 */
public final class ServedTypes {
    private static final int PRODUCTS_KEPT_MAX = 128;

    private static final ProtoFiles OWN = ProtoFiles.contract()
            .and(List.of(
                    Status.getDescriptor().getFile(),
                    ErrorInfo.getDescriptor().getFile(),
                    HealthCheckRequest.getDescriptor().getFile(),
                    ServerReflectionRequest.getDescriptor().getFile(),
                    io.grpc.reflection.v1alpha.ServerReflectionRequest.getDescriptor()
                            .getFile()));

    private final Catalog catalog;
    private final Map<PortName, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PortName, Kept> eldest) {
            return size() > PRODUCTS_KEPT_MAX;
        }
    };

    private record Kept(PublishedPort port, ProductDescriptor types) {}

    /** @param catalog knows the products */
    public ServedTypes(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Full names of the products' services, sorted by product. */
    List<String> services() {
        return ports().stream().map(port -> TypedName.service(port.name())).toList();
    }

    /** The products that are served now, sorted. */
    List<PublishedPort> ports() {
        return catalog.ready()
                ? catalog.all().stream().filter(ServedTypes::served).toList()
                : List.of();
    }

    /** The file of this name. */
    Optional<FileDescriptor> file(String name) {
        return OWN.file(name)
                .or(() -> TypedName.ofFile(name).flatMap(this::product).map(ProductDescriptor::file));
    }

    /** The file that declares this full name. */
    Optional<FileDescriptor> declaring(String symbol) {
        return OWN.declaring(symbol)
                .or(() -> TypedName.ofSymbol(symbol)
                        .flatMap(this::product)
                        .map(ProductDescriptor::file)
                        .filter(file -> ProtoFiles.declares(file, symbol)));
    }

    /** The types of a product that is there, whether it is served or not. */
    @SuppressWarnings(
            "ReferenceEquality") // entries of the catalogue are values that stay; comparing them costs their documents
    ProductDescriptor of(PublishedPort port) {
        synchronized (kept) {
            Kept before = kept.get(port.name());
            if (before != null && before.port() == port) {
                return before.types();
            }
            var types = ProductDescriptor.of(port.name(), port.title(), port.description(), port.fields());
            kept.put(port.name(), new Kept(port, types));
            return types;
        }
    }

    /** The message of a product's values, with everything that it needs. */
    public DescribedSchema message(PublishedPort port) {
        ProductDescriptor product = of(port);
        return new DescribedSchema(
                0,
                PayloadFormat.PROTOBUF,
                "",
                product.descriptorSetWithoutComments().toByteString(),
                product.valueMessage().getFullName());
    }

    /** The files of the gateway's own services and of errors. */
    static ProtoFiles own() {
        return OWN;
    }

    private Optional<ProductDescriptor> product(PortName pinned) {
        return catalog.ready()
                ? catalog.find(pinned).filter(ServedTypes::served).map(this::of)
                : Optional.empty();
    }

    private static boolean served(PublishedPort port) {
        return port.lifecycle().state().readable();
    }
}
