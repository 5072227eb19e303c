package dev.dpg.gateway.rpc;

import dev.dpg.gateway.access.AccessRecord;
import dev.dpg.gateway.access.Grant;
import dev.dpg.v1.AccessDecision;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.AccessTerms;
import java.time.Instant;

/** Requests and grants as messages. Pure. */
final class AccessMessages {
    private AccessMessages() {}

    static AccessRequest request(AccessRecord record, Instant now) {
        AccessRequest.Builder message = AccessRequest.newBuilder()
                .setId(record.id())
                .setTerms(terms(record.terms()))
                .setDuration(FrameMessages.duration(record.duration()))
                .setPrincipal(record.principal())
                .setRequester(record.requester().principal())
                .setRequesterTeam(record.requester().team())
                .setRequesterDomain(record.requester().domain())
                .setCreateTime(FrameMessages.timestamp(record.createTime()))
                .setState(state(record.state(now)))
                .setApprovalsMissing(record.approvalsMissing(now));
        record.decisions()
                .forEach(decision -> message.addDecisions(AccessDecision.newBuilder()
                        .setPrincipal(decision.principal())
                        .setApproved(decision.approved())
                        .setReason(decision.reason())
                        .setTime(FrameMessages.timestamp(decision.time()))));
        return message.build();
    }

    /** Of a request that was approved. */
    static dev.dpg.v1.Grant grant(AccessRecord record, Instant now) {
        Grant grant = record.grant().orElseThrow();
        dev.dpg.v1.Grant.Builder message = dev.dpg.v1.Grant.newBuilder()
                .setId(record.id())
                .setTerms(terms(record.terms()))
                .setPrincipal(record.principal())
                .setStartTime(FrameMessages.timestamp(grant.start()))
                .setEndTime(FrameMessages.timestamp(grant.end()))
                .setState(
                        switch (grant.state(now)) {
                            case ACTIVE -> dev.dpg.v1.Grant.State.STATE_ACTIVE;
                            case EXPIRED -> dev.dpg.v1.Grant.State.STATE_EXPIRED;
                            case REVOKED -> dev.dpg.v1.Grant.State.STATE_REVOKED;
                        });
        grant.revocation()
                .ifPresent(revocation -> message.setRevokedBy(revocation.principal())
                        .setRevokeTime(FrameMessages.timestamp(revocation.time()))
                        .setRevokeReason(revocation.reason()));
        return message.build();
    }

    static AccessRequest.State state(AccessRecord.State state) {
        return switch (state) {
            case REQUESTED -> AccessRequest.State.STATE_REQUESTED;
            case APPROVED -> AccessRequest.State.STATE_APPROVED;
            case REJECTED -> AccessRequest.State.STATE_REJECTED;
            case WITHDRAWN -> AccessRequest.State.STATE_WITHDRAWN;
            case LAPSED -> AccessRequest.State.STATE_LAPSED;
        };
    }

    private static AccessTerms terms(dev.dpg.gateway.access.AccessTerms terms) {
        return AccessTerms.newBuilder()
                .setProduct(terms.product().toString())
                .addAllFields(terms.fields())
                .addAllUnmaskedFields(terms.unmaskedFields())
                .setRows(terms.rows())
                .setPurpose(terms.purpose())
                .build();
    }
}
