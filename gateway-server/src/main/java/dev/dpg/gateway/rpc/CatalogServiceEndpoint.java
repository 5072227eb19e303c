package dev.dpg.gateway.rpc;

import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.DomainSummary;
import dev.dpg.gateway.catalog.Page;
import dev.dpg.gateway.catalog.PageRequest;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.Domain;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.GetProductResponse;
import dev.dpg.v1.ListDomainsRequest;
import dev.dpg.v1.ListDomainsResponse;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ListProductsResponse;
import dev.dpg.v1.WatchProductsRequest;
import dev.dpg.v1.WatchProductsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * The calls for finding data. All answers come from memory; nothing blocks. Refusals are thrown, for
 * {@link ProblemInterceptor}.
 */
public final class CatalogServiceEndpoint extends CatalogServiceGrpc.CatalogServiceImplBase {
    private final Catalog catalog;
    private final WatchCalls watches;

    /**
     * @param catalog answers
     * @param watches keeps the calls that watch
     */
    public CatalogServiceEndpoint(Catalog catalog, WatchCalls watches) {
        this.catalog = catalog;
        this.watches = watches;
    }

    @Override
    public void watchProducts(WatchProductsRequest request, StreamObserver<WatchProductsResponse> answers) {
        watches.open(request, (ServerCallStreamObserver<WatchProductsResponse>) answers);
    }

    @Override
    public void listDomains(ListDomainsRequest request, StreamObserver<ListDomainsResponse> answers) {
        Page<DomainSummary> page = catalog.domains(PageRequest.of(request.getPageSize(), request.getPageToken()));
        answers.onNext(ListDomainsResponse.newBuilder()
                .addAllDomains(page.items().stream()
                        .map(CatalogServiceEndpoint::domain)
                        .toList())
                .setNextPageToken(page.nextPageToken())
                .build());
        answers.onCompleted();
    }

    @Override
    public void listProducts(ListProductsRequest request, StreamObserver<ListProductsResponse> answers) {
        Page<PublishedPort> page =
                catalog.ports(request.getDomain(), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answers.onNext(ListProductsResponse.newBuilder()
                .addAllProducts(
                        page.items().stream().map(ProductMessages::product).toList())
                .setNextPageToken(page.nextPageToken())
                .build());
        answers.onCompleted();
    }

    @Override
    public void getProduct(GetProductRequest request, StreamObserver<GetProductResponse> answers) {
        PublishedPort port = catalog.resolve(request.getName());
        answers.onNext(GetProductResponse.newBuilder()
                .setProduct(ProductMessages.product(port))
                .setProductDocument(ProductMessages.document(port.productDocument()))
                .setContractDocument(ProductMessages.document(port.contractDocument()))
                .build());
        answers.onCompleted();
    }

    private static Domain domain(DomainSummary summary) {
        return Domain.newBuilder()
                .setName(summary.domain().name())
                .setTitle(summary.domain().title())
                .setOwner(summary.domain().owner())
                .setProductCount(summary.productCount())
                .build();
    }
}
