package dev.dpg.gateway.rpc;

import dev.dpg.gateway.access.Role;
import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.draft.Draft;
import dev.dpg.gateway.draft.DraftSubject.Words;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.publication.DeprecateRequest;
import dev.dpg.gateway.publication.DomainGuard;
import dev.dpg.gateway.publication.DraftRequest;
import dev.dpg.gateway.publication.Drafter;
import dev.dpg.gateway.publication.LifecycleChanges;
import dev.dpg.gateway.publication.PlanRequest;
import dev.dpg.gateway.publication.Planner;
import dev.dpg.gateway.publication.Publication;
import dev.dpg.gateway.publication.PublishRequest;
import dev.dpg.gateway.publication.Publisher;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.DeprecateProductRequest;
import dev.dpg.v1.DeprecateProductResponse;
import dev.dpg.v1.DraftProductRequest;
import dev.dpg.v1.DraftProductResponse;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.RetireProductRequest;
import dev.dpg.v1.RetireProductResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The calls with which a domain publishes. They block while clusters answer, and so run on an executor of their own. */
public final class ProductServiceEndpoint extends ProductServiceGrpc.ProductServiceImplBase {
    private final Publisher publisher;
    private final Planner planner;
    private final LifecycleChanges lifecycles;
    private final Drafter drafter;
    private final Roles roles;
    private final BlockingCalls calls;

    /**
     * @param publisher applies
     * @param planner plans
     * @param lifecycles announces and makes ends
     * @param drafter drafts
     * @param roles who may publish where
     * @param calls runs them
     */
    public ProductServiceEndpoint(
            Publisher publisher,
            Planner planner,
            LifecycleChanges lifecycles,
            Drafter drafter,
            Roles roles,
            BlockingCalls calls) {
        this.publisher = publisher;
        this.planner = planner;
        this.lifecycles = lifecycles;
        this.drafter = drafter;
        this.roles = roles;
        this.calls = calls;
    }

    @Override
    public void planProduct(PlanProductRequest request, StreamObserver<PlanProductResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> PlanMessages.plan(planner.plan(planRequest(request), publishing(caller))));
    }

    @Override
    public void draftProduct(DraftProductRequest request, StreamObserver<DraftProductResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> {
            DraftRequest draft = draftRequest(request);
            PortName.parse(draft.product()).ifPresent(name -> publishing(caller).requireMayPublish(name.domain()));
            return response(drafter.draft(draft));
        });
    }

    @Override
    public void applyProduct(ApplyProductRequest request, StreamObserver<ApplyProductResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> response(publisher.apply(publishRequest(request), publishing(caller))));
    }

    @Override
    public void deprecateProduct(DeprecateProductRequest request, StreamObserver<DeprecateProductResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> {
            requireOwner(caller, request.getProduct());
            return DeprecateProductResponse.newBuilder()
                    .setProduct(ProductMessages.product(lifecycles.deprecate(deprecateRequest(request))))
                    .build();
        });
    }

    @Override
    public void retireProduct(RetireProductRequest request, StreamObserver<RetireProductResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> {
            requireOwner(caller, request.getProduct());
            return RetireProductResponse.newBuilder()
                    .setProduct(
                            ProductMessages.product(lifecycles.retire(request.getRequestId(), request.getProduct())))
                    .build();
        });
    }

    /** Owners and developers of a domain publish. */
    private DomainGuard publishing(Identity caller) {
        return domain -> roles.require(caller, domain, Role.OWNER, Role.DEVELOPER);
    }

    /** Only owners end what others read. A name that is none is refused by whoever looks it up. */
    private void requireOwner(Identity caller, String product) {
        PortName.parse(product).ifPresent(name -> roles.require(caller, name.domain(), Role.OWNER));
    }

    private static PlanRequest planRequest(PlanProductRequest request) {
        return new PlanRequest(
                product(request.getProduct()),
                contracts(request.getContractsList()),
                request.getSkipSample(),
                Set.copyOf(request.getConfirmedRemovalsList()));
    }

    private static DraftRequest draftRequest(DraftProductRequest request) {
        return new DraftRequest(
                request.getProduct(),
                request.getTopic(),
                request.getCluster(),
                request.getSampleRecords(),
                new Words(request.getOwner(), "", request.getSupport(), request.getTitle(), request.getDescription()));
    }

    private static DraftProductResponse response(Draft draft) {
        return DraftProductResponse.newBuilder()
                .setProduct(ProductMessages.document(draft.product()))
                .setContract(ProductMessages.document(draft.contract()))
                .setSampledRecords(draft.sampledRecords())
                .addAllNotes(draft.notes())
                .build();
    }

    private static PublishRequest publishRequest(ApplyProductRequest request) {
        return new PublishRequest(
                request.getRequestId(),
                product(request.getProduct()),
                contracts(request.getContractsList()),
                Set.copyOf(request.getConfirmedRemovalsList()));
    }

    private static DeprecateRequest deprecateRequest(DeprecateProductRequest request) {
        if (!request.hasSunsetTime()) {
            throw bad("sunset_time", "is missing; name the day until which the line is served at least");
        }
        return new DeprecateRequest(
                request.getRequestId(),
                request.getProduct(),
                request.getSuccessor(),
                request.getReason(),
                StreamRequests.instant("sunset_time", request.getSunsetTime()));
    }

    private static Document product(dev.dpg.v1.Document message) {
        return document(message, "product.odps.yaml");
    }

    private static List<Document> contracts(List<dev.dpg.v1.Document> messages) {
        return IntStream.range(0, messages.size())
                .mapToObj(i -> document(messages.get(i), "contract-" + (i + 1) + ".odcs.yaml"))
                .toList();
    }

    /** A document, under a name that findings can name where its sender gave none. */
    private static Document document(dev.dpg.v1.Document message, String nameIfNone) {
        Document document = ProductMessages.document(message);
        return document.fileName().isEmpty() ? new Document(nameIfNone, document.content()) : document;
    }

    private static ApplyProductResponse response(Publication publication) {
        return ApplyProductResponse.newBuilder()
                .addAllProducts(publication.ports().stream()
                        .map(ProductMessages::applied)
                        .toList())
                .addAllFindings(PlanMessages.findings(publication.findings()))
                .build();
    }

    private static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }
}
