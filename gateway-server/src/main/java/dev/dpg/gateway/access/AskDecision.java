package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.identity.Principal;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.Decision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What asking for access does to the table. Pure.
 *
 * @param request what is asked for
 * @param caller who asks
 * @param roles knows what the domain approves by itself
 * @param now the time of asking
 */
record AskDecision(AccessRequest request, Identity caller, Roles roles, Instant now)
        implements Decision<AccessEntry, AccessRecord> {
    /** Of one caller, undecided. */
    static final int OPEN_MAX = 100;

    /** Of one caller, whatever became of them. */
    static final int OF_CALLER_MAX = 2_000;

    /** Of everybody, whatever became of them. */
    static final int RECORDS_MAX = 200_000;

    private static final int FORGOTTEN_PER_WRITE_MAX = 500;
    private static final int ID_BYTES = 16;

    @Override
    public Decided<AccessEntry, AccessRecord> decide(Map<String, AccessEntry> table) {
        AccessRecord asked = asked();
        Optional<AccessRecord> before = AccessEntry.record(table, asked.id());
        if (before.isPresent()) {
            requireSame(asked, before.get());
            return Decided.nothing(before.get());
        }
        List<String> forgotten = AccessEntry.records(table)
                .filter(record -> record.isForgotten(now))
                .map(AccessRecord::id)
                .limit(FORGOTTEN_PER_WRITE_MAX)
                .toList();
        requireRoom(table, forgotten.size());
        AccessRecord written = approvedByRule(asked, table);
        Map<String, Optional<AccessEntry>> writes = new LinkedHashMap<>();
        forgotten.forEach(id -> writes.put(id, Optional.empty()));
        writes.put(written.id(), Optional.of(written));
        return new Decided<>(writes, written);
    }

    private AccessRecord asked() {
        Principal principal = caller.principal();
        return new AccessRecord(
                id(principal.id(), request.requestId()),
                request.terms(),
                request.duration(),
                request.principal(),
                new AccessRecord.Requester(principal.id(), principal.team(), principal.domain()),
                now,
                request.approvalsNeeded(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** One caller's id says nothing of another's. */
    private static String id(String principal, String requestId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((principal + "\n" + requestId).getBytes(StandardCharsets.UTF_8));
            byte[] start = Arrays.copyOf(digest.digest(), ID_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(start);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private void requireSame(AccessRecord asked, AccessRecord before) {
        boolean same = asked.terms().equals(before.terms())
                && asked.duration().equals(before.duration())
                && asked.principal().equals(before.principal());
        if (!same) {
            throw Problem.of(
                            Reason.BAD_REQUEST,
                            "request_id \"" + request.requestId()
                                    + "\" was used to ask for something else; choose another one")
                    .with("requestId", request.requestId())
                    .asException();
        }
    }

    private void requireRoom(Map<String, AccessEntry> table, int forgotten) {
        List<AccessRecord> mine = AccessEntry.records(table)
                .filter(record ->
                        record.requester().principal().equals(caller.principal().id()))
                .toList();
        if (mine.size() >= OF_CALLER_MAX) {
            throw Problem.of(
                            Reason.OVERLOADED,
                            caller.principal().id() + " has asked " + mine.size()
                                    + " times, which is as often as is kept; requests without a grant are forgotten after "
                                    + AccessRecord.REQUESTS_KEPT.toDays() + " days")
                    .asException();
        }
        long open = mine.stream()
                .filter(record -> record.state(now) == AccessRecord.State.REQUESTED)
                .count();
        if (open >= OPEN_MAX) {
            throw Problem.of(
                            Reason.OVERLOADED,
                            caller.principal().id() + " waits for the decision of " + open
                                    + " requests already; withdraw some, or wait until they are decided")
                    .asException();
        }
        if (table.size() - forgotten >= RECORDS_MAX) {
            throw Problem.of(
                            Reason.OVERLOADED,
                            "there are " + RECORDS_MAX
                                    + " requests for access, which is as many as are kept; those that"
                                    + " are over for 400 days are forgotten")
                    .asException();
        }
    }

    /** Only for who asks for himself: a grant takes the place of the one before, so nobody else may bring one about. */
    private AccessRecord approvedByRule(AccessRecord asked, Map<String, AccessEntry> table) {
        boolean approved = asked.principal().equals(caller.principal().id())
                && asked.terms().unmaskedFields().isEmpty()
                && AccessEntry.records(table).noneMatch(before -> isDeniedBy(before, asked))
                && roles.autoApproveMax(asked.terms().product().domain())
                        .filter(max -> asked.duration().compareTo(max) <= 0)
                        .isPresent();
        return approved ? asked.decided(new AccessRecord.Decision(AccessRecord.AUTO_APPROVE, true, "", now)) : asked;
    }

    /** What somebody took back or rejected is not given by the rule. */
    private static boolean isDeniedBy(AccessRecord before, AccessRecord asked) {
        boolean sameReader = before.principal().equals(asked.principal())
                && before.terms().product().equals(asked.terms().product());
        boolean rejected = before.decisions().stream().anyMatch(decision -> !decision.approved());
        boolean revoked = before.grant()
                .flatMap(Grant::revocation)
                .filter(revocation -> !revocation.principal().equals(before.principal()))
                .isPresent();
        return sameReader && (rejected || revoked);
    }
}
