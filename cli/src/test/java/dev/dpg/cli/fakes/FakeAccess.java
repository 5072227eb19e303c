package dev.dpg.cli.fakes;

import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import dev.dpg.v1.AccessDecision;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.AccessRequest.State;
import dev.dpg.v1.AccessServiceGrpc.AccessServiceImplBase;
import dev.dpg.v1.DecideAccessRequest;
import dev.dpg.v1.DecideAccessResponse;
import dev.dpg.v1.ExplainAccessRequest;
import dev.dpg.v1.ExplainAccessResponse;
import dev.dpg.v1.Grant;
import dev.dpg.v1.ListAccessRequestsRequest;
import dev.dpg.v1.ListAccessRequestsResponse;
import dev.dpg.v1.ListGrantsRequest;
import dev.dpg.v1.ListGrantsResponse;
import dev.dpg.v1.RequestAccessRequest;
import dev.dpg.v1.RequestAccessResponse;
import dev.dpg.v1.RevokeGrantRequest;
import dev.dpg.v1.RevokeGrantResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Requests and grants in pages of one, newest first. Who calls is {@code person:me}; decisions are taken 100 s after 1970. There is
 * one product, {@code sales.orders.v1}. Ids begin with {@code -a}, as one of 4 096 does.
 */
public final class FakeAccess extends AccessServiceImplBase {
    /** Who calls. */
    public static final String ME = "person:me";

    private static final String PRODUCT = "sales.orders.v1";

    private final Map<String, AccessRequest> requests = new LinkedHashMap<>();
    private final Map<String, Grant> grants = new LinkedHashMap<>();
    private final List<RequestAccessRequest> asked = new CopyOnWriteArrayList<>();
    private boolean rule;
    private boolean denies;
    private int approvals = 1;
    private ExplainAccessResponse explained = ExplainAccessResponse.getDefaultInstance();

    /** From now on the domain's own rule approves everything. */
    public synchronized void approveByRule() {
        rule = true;
    }

    /** From now on who calls has no role. */
    public synchronized void denyEverything() {
        denies = true;
    }

    /** From now on requests take so many approvals. */
    public synchronized void takeApprovals(int number) {
        approvals = number;
    }

    /** Answers this, with what was asked about. */
    public synchronized void explain(ExplainAccessResponse answer) {
        explained = answer;
    }

    /** What was asked for, as it was asked. */
    public List<RequestAccessRequest> asked() {
        return asked;
    }

    /** The id of the n-th request. */
    public static String id(int number) {
        return String.format("-a%020d", number);
    }

    /** How a request stands. */
    public synchronized State state(int number) {
        return requests.getOrDefault(id(number), AccessRequest.getDefaultInstance())
                .getState();
    }

    /** How the grant of a request stands; unspecified: there is none. */
    public synchronized Grant.State grantState(int number) {
        return grants.getOrDefault(id(number), Grant.getDefaultInstance()).getState();
    }

    @Override
    public synchronized void requestAccess(RequestAccessRequest request, StreamObserver<RequestAccessResponse> answer) {
        if (!PRODUCT.startsWith(request.getTerms().getProduct())) {
            answer.onError(Refusals.of(
                    Code.NOT_FOUND, "PRODUCT_NOT_FOUND", "no such product", Map.of("nearest", "sales.orders")));
            return;
        }
        asked.add(request);
        var made = AccessRequest.newBuilder()
                .setId(id(requests.size() + 1))
                .setTerms(request.getTerms().toBuilder().setProduct(PRODUCT))
                .setDuration(
                        request.hasDuration()
                                ? request.getDuration()
                                : com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(90 * 86_400L)
                                        .build())
                .setPrincipal(request.getPrincipal().isEmpty() ? ME : request.getPrincipal())
                .setRequester(ME)
                .setCreateTime(Timestamp.newBuilder().setSeconds(10))
                .setState(State.STATE_REQUESTED)
                .setApprovalsMissing(approvals)
                .build();
        requests.put(made.getId(), rule ? decided(made, "rule:auto-approve", true, "") : made);
        answer.onNext(RequestAccessResponse.newBuilder()
                .setRequest(requests.get(made.getId()))
                .build());
        answer.onCompleted();
    }

    /** As somebody else than who calls. */
    public synchronized void decideAs(String principal, int number, boolean approved, String reason) {
        AccessRequest request = requests.getOrDefault(id(number), AccessRequest.getDefaultInstance());
        requests.put(id(number), decided(request, principal, approved, reason));
    }

    @Override
    public synchronized void decideAccess(DecideAccessRequest request, StreamObserver<DecideAccessResponse> answer) {
        AccessRequest before = requests.get(request.getId());
        if (before == null) {
            answer.onError(Refusals.of(Code.NOT_FOUND, "REQUEST_NOT_FOUND", "there is no such request", Map.of()));
            return;
        }
        if (denies) {
            answer.onError(Refusals.of(Code.PERMISSION_DENIED, "NO_GRANT", ME + " is not owner", Map.of()));
            return;
        }
        if (before.getState() != State.STATE_REQUESTED) {
            answer.onError(Refusals.of(
                    Code.FAILED_PRECONDITION, "WRONG_STATE", "it is decided already", Map.of("state", "REJECTED")));
            return;
        }
        AccessRequest after = request.getDecision() == DecideAccessRequest.Decision.DECISION_WITHDRAW
                ? before.toBuilder()
                        .setState(State.STATE_WITHDRAWN)
                        .setApprovalsMissing(0)
                        .build()
                : decided(
                        before,
                        ME,
                        request.getDecision() == DecideAccessRequest.Decision.DECISION_APPROVE,
                        request.getReason());
        requests.put(after.getId(), after);
        answer.onNext(DecideAccessResponse.newBuilder().setRequest(after).build());
        answer.onCompleted();
    }

    private AccessRequest decided(AccessRequest request, String principal, boolean approved, String reason) {
        var time = Timestamp.newBuilder().setSeconds(100);
        var after = request.toBuilder()
                .addDecisions(AccessDecision.newBuilder()
                        .setPrincipal(principal)
                        .setApproved(approved)
                        .setReason(reason)
                        .setTime(time));
        if (!approved) {
            return after.setState(State.STATE_REJECTED).setApprovalsMissing(0).build();
        }
        after.setApprovalsMissing(request.getApprovalsMissing() - 1);
        if (after.getApprovalsMissing() > 0) {
            return after.build();
        }
        grants.put(
                request.getId(),
                Grant.newBuilder()
                        .setId(request.getId())
                        .setTerms(request.getTerms())
                        .setPrincipal(request.getPrincipal())
                        .setStartTime(time)
                        .setEndTime(Timestamp.newBuilder()
                                .setSeconds(100 + request.getDuration().getSeconds()))
                        .setState(Grant.State.STATE_ACTIVE)
                        .build());
        return after.setState(State.STATE_APPROVED).build();
    }

    @Override
    public synchronized void listAccessRequests(
            ListAccessRequestsRequest request, StreamObserver<ListAccessRequestsResponse> answer) {
        List<AccessRequest> matching = newestFirst(requests).stream()
                .filter(found -> found.getTerms().getProduct().startsWith(request.getProduct()))
                .filter(found ->
                        request.getState() == State.STATE_UNSPECIFIED || found.getState() == request.getState())
                .toList();
        int at = at(request.getPageToken());
        var page = ListAccessRequestsResponse.newBuilder().setNextPageToken(next(at, matching.size()));
        matching.stream().skip(at).limit(1).forEach(page::addRequests);
        answer.onNext(page.build());
        answer.onCompleted();
    }

    @Override
    public synchronized void listGrants(ListGrantsRequest request, StreamObserver<ListGrantsResponse> answer) {
        List<Grant> matching = newestFirst(grants).stream()
                .filter(found -> found.getTerms().getProduct().startsWith(request.getProduct()))
                .filter(found ->
                        request.getPrincipal().isEmpty() || found.getPrincipal().equals(request.getPrincipal()))
                .filter(found -> request.getIncludeEnded() || found.getState() == Grant.State.STATE_ACTIVE)
                .toList();
        int at = at(request.getPageToken());
        var page = ListGrantsResponse.newBuilder().setNextPageToken(next(at, matching.size()));
        matching.stream().skip(at).limit(1).forEach(page::addGrants);
        answer.onNext(page.build());
        answer.onCompleted();
    }

    @Override
    public synchronized void revokeGrant(RevokeGrantRequest request, StreamObserver<RevokeGrantResponse> answer) {
        Grant grant = grants.get(request.getId());
        if (grant == null) {
            answer.onError(Refusals.of(Code.NOT_FOUND, "GRANT_NOT_FOUND", "there is no such grant", Map.of()));
            return;
        }
        if (request.getReason().isEmpty()) {
            answer.onError(Refusals.of(Code.INVALID_ARGUMENT, "BAD_REQUEST", "reason is missing", Map.of()));
            return;
        }
        Grant revoked = grant.toBuilder()
                .setState(Grant.State.STATE_REVOKED)
                .setRevokedBy(ME)
                .setRevokeTime(Timestamp.newBuilder().setSeconds(200))
                .setRevokeReason(request.getReason())
                .build();
        grants.put(revoked.getId(), revoked);
        answer.onNext(RevokeGrantResponse.newBuilder().setGrant(revoked).build());
        answer.onCompleted();
    }

    @Override
    public synchronized void explainAccess(ExplainAccessRequest request, StreamObserver<ExplainAccessResponse> answer) {
        answer.onNext(explained.toBuilder()
                .setProduct(PRODUCT)
                .setPrincipal(request.getPrincipal().isEmpty() ? ME : request.getPrincipal())
                .build());
        answer.onCompleted();
    }

    private static <T> List<T> newestFirst(Map<String, T> entries) {
        List<T> all = new ArrayList<>(entries.values());
        Collections.reverse(all);
        return all;
    }

    private static int at(String token) {
        return token.isEmpty() ? 0 : Integer.parseInt(token);
    }

    private static String next(int at, int size) {
        return at + 1 < size ? Integer.toString(at + 1) : "";
    }
}
