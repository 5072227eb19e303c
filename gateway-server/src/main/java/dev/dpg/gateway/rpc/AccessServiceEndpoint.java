package dev.dpg.gateway.rpc;

import dev.dpg.gateway.access.AccessRecord;
import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.access.Grant;
import dev.dpg.gateway.access.Verdict;
import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.Page;
import dev.dpg.gateway.catalog.PageRequest;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.subscription.AccessExplainer;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.AccessServiceGrpc;
import dev.dpg.v1.DecideAccessRequest;
import dev.dpg.v1.DecideAccessResponse;
import dev.dpg.v1.ExplainAccessRequest;
import dev.dpg.v1.ExplainAccessResponse;
import dev.dpg.v1.ListAccessRequestsRequest;
import dev.dpg.v1.ListAccessRequestsResponse;
import dev.dpg.v1.ListGrantsRequest;
import dev.dpg.v1.ListGrantsResponse;
import dev.dpg.v1.RequestAccessRequest;
import dev.dpg.v1.RequestAccessResponse;
import dev.dpg.v1.RevokeGrantRequest;
import dev.dpg.v1.RevokeGrantResponse;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls with which access is asked for, decided and ended. Those that write wait for Kafka, on an executor of their own. */
public final class AccessServiceEndpoint extends AccessServiceGrpc.AccessServiceImplBase {
    private final Catalog catalog;
    private final AccessStore access;
    private final AccessExplainer explainer;
    private final InstantSource clock;
    private final BlockingCalls calls;

    /**
     * @param catalog knows products
     * @param access requests and grants
     * @param explainer tells what somebody may read, and whether a row rule can be held
     * @param clock tells what is over
     * @param calls runs those that write
     */
    public AccessServiceEndpoint(
            Catalog catalog, AccessStore access, AccessExplainer explainer, InstantSource clock, BlockingCalls calls) {
        this.catalog = catalog;
        this.access = access;
        this.explainer = explainer;
        this.clock = clock;
        this.calls = calls;
    }

    @Override
    public void requestAccess(RequestAccessRequest request, StreamObserver<RequestAccessResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> {
            if (request.getTerms().getProduct().isEmpty()) {
                throw AccessRequests.bad("terms.product", "is missing; name a product, for instance \"sales.orders\"");
            }
            PublishedPort port = catalog.current(request.getTerms().getProduct());
            var asked = AccessRequests.asked(request, port, caller);
            explainer.requireRowRule(port, asked.terms().rows());
            return RequestAccessResponse.newBuilder()
                    .setRequest(message(access.ask(asked, caller)))
                    .build();
        });
    }

    @Override
    public void listAccessRequests(
            ListAccessRequestsRequest request, StreamObserver<ListAccessRequestsResponse> answers) {
        Instant now = clock.instant();
        Page<AccessRecord> page = page(
                request.getPageSize(),
                request.getPageToken(),
                "requests:" + request.getProduct() + ":" + request.getStateValue(),
                named(request.getProduct())
                        .and(record -> request.getStateValue() == AccessRequest.State.STATE_UNSPECIFIED_VALUE
                                || AccessMessages.state(record.state(now)) == request.getState()));
        answers.onNext(ListAccessRequestsResponse.newBuilder()
                .addAllRequests(page.items().stream()
                        .map(record -> AccessMessages.request(record, now))
                        .toList())
                .setNextPageToken(page.nextPageToken())
                .build());
        answers.onCompleted();
    }

    @Override
    public void decideAccess(DecideAccessRequest request, StreamObserver<DecideAccessResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> {
            Verdict verdict = AccessRequests.verdict(request);
            String reason = AccessRequests.reason(request.getReason());
            if (verdict == Verdict.REJECT && reason.isEmpty()) {
                throw AccessRequests.bad("reason", "is missing; who asked is told why");
            }
            return DecideAccessResponse.newBuilder()
                    .setRequest(message(access.decide(request.getId(), verdict, reason, caller)))
                    .build();
        });
    }

    @Override
    public void listGrants(ListGrantsRequest request, StreamObserver<ListGrantsResponse> answers) {
        Instant now = clock.instant();
        Page<AccessRecord> page = page(
                request.getPageSize(),
                request.getPageToken(),
                "grants:" + request.getProduct() + ":" + request.getPrincipal() + ":" + request.getIncludeEnded(),
                named(request.getProduct())
                        .and(record -> record.grant()
                                .filter(grant -> request.getIncludeEnded() || grant.state(now) == Grant.State.ACTIVE)
                                .isPresent())
                        .and(record -> request.getPrincipal().isEmpty()
                                || record.principal().equals(request.getPrincipal())));
        answers.onNext(ListGrantsResponse.newBuilder()
                .addAllGrants(page.items().stream()
                        .map(record -> AccessMessages.grant(record, now))
                        .toList())
                .setNextPageToken(page.nextPageToken())
                .build());
        answers.onCompleted();
    }

    @Override
    public void revokeGrant(RevokeGrantRequest request, StreamObserver<RevokeGrantResponse> answers) {
        Identity caller = CallingIdentity.current();
        calls.run(answers, () -> {
            AccessRecord revoked = access.revoke(request.getId(), AccessRequests.reason(request.getReason()), caller);
            return RevokeGrantResponse.newBuilder()
                    .setGrant(AccessMessages.grant(revoked, clock.instant()))
                    .build();
        });
    }

    @Override
    public void explainAccess(ExplainAccessRequest request, StreamObserver<ExplainAccessResponse> answers) {
        Identity caller = CallingIdentity.current();
        String principal = AccessRequests.principal(request.getPrincipal(), caller);
        var explained = explainer.explain(request.getProduct(), principal, request.getPurpose(), caller);
        ExplainAccessResponse.Builder response = ExplainAccessResponse.newBuilder()
                .setProduct(explained.product().toString())
                .setPrincipal(principal)
                .setRefusal(explained.refusal().map(Enum::name).orElse(""))
                .setExplanation(explained.sentence())
                .addAllMaskedFields(explained.maskedFields())
                .setBasis(ExplainAccessResponse.Basis.BASIS_NONE);
        explained.plan().ifPresent(plan -> {
            response.setBasis(
                            switch (plan.basis()) {
                                case DEVELOPMENT -> ExplainAccessResponse.Basis.BASIS_DEVELOPMENT;
                                case MEMBER -> ExplainAccessResponse.Basis.BASIS_MEMBER;
                                case GRANT -> ExplainAccessResponse.Basis.BASIS_GRANT;
                            })
                    .setGrantId(plan.grantId())
                    .addAllFields(plan.given().fields())
                    .setRows(plan.given().rows());
            plan.expires().ifPresent(time -> response.setEndTime(FrameMessages.timestamp(time)));
        });
        answers.onNext(response.build());
        answers.onCompleted();
    }

    private AccessRequest message(AccessRecord record) {
        return AccessMessages.request(record, clock.instant());
    }

    private Page<AccessRecord> page(int size, String token, String scope, Predicate<AccessRecord> wanted) {
        List<AccessRecord> visible = access.visibleTo(CallingIdentity.current()).stream()
                .filter(wanted)
                .toList();
        return Page.of(PageRequest.of(size, token), scope, visible, new AccessMeasure());
    }

    /** Those of a product, pinned or not; of a name that is none there are none. */
    private static Predicate<AccessRecord> named(String product) {
        if (product.isEmpty()) {
            return record -> true;
        }
        Optional<PortName> name = PortName.parse(product);
        return record -> {
            PortName theirs = record.terms().product();
            return name.filter(asked -> asked.equals(theirs) || asked.equals(theirs.unpinned()))
                    .isPresent();
        };
    }
}
