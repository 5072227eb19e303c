package dev.dpg.gateway.access;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.state.StateCodec;
import dev.dpg.store.v1.StoredAccess;
import dev.dpg.store.v1.StoredAccessDecision;
import dev.dpg.store.v1.StoredGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Requests and grants as {@code dpg.store.v1.StoredAccess}. Pure. */
final class AccessCodec implements StateCodec<AccessRecord> {
    private static final int FORMAT = 1;

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public ByteString encode(AccessRecord record) {
        AccessTerms terms = record.terms();
        StoredAccess.Builder stored = StoredAccess.newBuilder()
                .setProduct(terms.product().toString())
                .addAllFields(terms.fields())
                .addAllUnmaskedFields(terms.unmaskedFields())
                .setRows(terms.rows())
                .setPurpose(terms.purpose())
                .setDurationSeconds(record.duration().toSeconds())
                .setPrincipal(record.principal())
                .setRequester(record.requester().principal())
                .setRequesterTeam(record.requester().team())
                .setRequesterDomain(record.requester().domain())
                .setCreateTime(timestamp(record.createTime()))
                .setApprovalsNeeded(record.approvalsNeeded());
        record.decisions()
                .forEach(decision -> stored.addDecisions(StoredAccessDecision.newBuilder()
                        .setPrincipal(decision.principal())
                        .setApproved(decision.approved())
                        .setReason(decision.reason())
                        .setTime(timestamp(decision.time()))));
        record.withdrawTime().ifPresent(time -> stored.setWithdrawTime(timestamp(time)));
        record.grant().ifPresent(grant -> stored.setGrant(grant(grant)));
        return stored.build().toByteString();
    }

    private static StoredGrant grant(Grant grant) {
        StoredGrant.Builder stored =
                StoredGrant.newBuilder().setStartTime(timestamp(grant.start())).setEndTime(timestamp(grant.end()));
        grant.revocation()
                .ifPresent(revocation -> stored.setRevokeTime(timestamp(revocation.time()))
                        .setRevokedBy(revocation.principal())
                        .setRevokeReason(revocation.reason()));
        return stored.build();
    }

    @Override
    public AccessRecord decode(String key, ByteString content) {
        try {
            StoredAccess stored = StoredAccess.parseFrom(content);
            PortName product = PortName.parse(stored.getProduct())
                    .filter(name -> name.major().isPresent())
                    .orElseThrow(() -> new IllegalArgumentException("a grant is of no pinned product"));
            return new AccessRecord(
                    key,
                    new AccessTerms(
                            product,
                            stored.getFieldsList(),
                            stored.getUnmaskedFieldsList(),
                            stored.getRows(),
                            stored.getPurpose()),
                    Duration.ofSeconds(stored.getDurationSeconds()),
                    stored.getPrincipal(),
                    new AccessRecord.Requester(
                            stored.getRequester(), stored.getRequesterTeam(), stored.getRequesterDomain()),
                    instant(stored.getCreateTime()),
                    stored.getApprovalsNeeded(),
                    stored.getDecisionsList().stream()
                            .map(AccessCodec::decision)
                            .toList(),
                    stored.hasWithdrawTime() ? Optional.of(instant(stored.getWithdrawTime())) : Optional.empty(),
                    stored.hasGrant() ? Optional.of(grant(stored.getGrant())) : Optional.empty());
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("a grant is damaged", damaged);
        }
    }

    private static AccessRecord.Decision decision(StoredAccessDecision stored) {
        return new AccessRecord.Decision(
                stored.getPrincipal(), stored.getApproved(), stored.getReason(), instant(stored.getTime()));
    }

    private static Grant grant(StoredGrant stored) {
        Optional<Grant.Revocation> revocation = stored.hasRevokeTime()
                ? Optional.of(new Grant.Revocation(
                        stored.getRevokedBy(), instant(stored.getRevokeTime()), stored.getRevokeReason()))
                : Optional.empty();
        return new Grant(instant(stored.getStartTime()), instant(stored.getEndTime()), revocation);
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static Instant instant(Timestamp stored) {
        return Instant.ofEpochSecond(stored.getSeconds(), stored.getNanos());
    }
}
