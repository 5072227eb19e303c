package dev.dpg.gateway.access;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.state.StateCodec;
import dev.dpg.store.v1.StoredAccess;
import dev.dpg.store.v1.StoredAccessDecision;
import dev.dpg.store.v1.StoredAccessEntry;
import dev.dpg.store.v1.StoredGrant;
import dev.dpg.store.v1.StoredSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Requests and grants as {@code dpg.store.v1.StoredAccess}. Pure. */
final class AccessCodec implements StateCodec<AccessEntry> {
    private static final int FORMAT = 1;

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public ByteString encode(AccessEntry entry) {
        StoredAccessEntry.Builder stored = StoredAccessEntry.newBuilder();
        if (entry instanceof AccessRecord record) {
            stored.setAccess(access(record));
        } else if (entry instanceof SaltSecret secret) {
            stored.setSecret(StoredSecret.newBuilder().setSecret(ByteString.copyFrom(secret.bytes())));
        }
        return stored.build().toByteString();
    }

    private static StoredAccess access(AccessRecord record) {
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
        return stored.build();
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
    public AccessEntry decode(String key, ByteString content) {
        try {
            StoredAccessEntry stored = StoredAccessEntry.parseFrom(content);
            return switch (stored.getEntryCase()) {
                case ACCESS -> access(key, stored.getAccess());
                case SECRET -> new SaltSecret(stored.getSecret().getSecret().toByteArray());
                case ENTRY_NOT_SET -> throw new IllegalArgumentException("an entry of access is empty");
            };
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("an entry of access is damaged", damaged);
        }
    }

    private static AccessRecord access(String id, StoredAccess stored) {
        PortName product = PortName.parse(stored.getProduct())
                .filter(name -> name.major().isPresent())
                .orElseThrow(() -> new IllegalArgumentException("a grant is of no pinned product"));
        return new AccessRecord(
                id,
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
                stored.getDecisionsList().stream().map(AccessCodec::decision).toList(),
                stored.hasWithdrawTime() ? Optional.of(instant(stored.getWithdrawTime())) : Optional.empty(),
                stored.hasGrant() ? Optional.of(grant(stored.getGrant())) : Optional.empty());
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
