package dev.dpg.cli.access;

import dev.dpg.cli.terminal.Fields;
import dev.dpg.v1.Grant;
import java.util.List;

/** Grants as entries of an answer. */
final class GrantFields {
    /** The names of {@link #of}, also for an empty list. */
    static final List<String> NAMES = List.of(
            "grant",
            "state",
            "product",
            "principal",
            "since",
            "until",
            "purpose",
            "fields",
            "unmasked",
            "rows",
            "revoked_by",
            "revoked",
            "revoke_reason");

    private GrantFields() {}

    /** All of a grant. */
    static Fields of(Grant grant) {
        return new Fields()
                .with("grant", grant.getId())
                .with("state", AccessText.constant(grant.getState(), "STATE"))
                .with("product", grant.getTerms().getProduct())
                .with("principal", grant.getPrincipal())
                .with("since", AccessText.time(grant.getStartTime()))
                .with("until", AccessText.time(grant.getEndTime()))
                .with("purpose", grant.getTerms().getPurpose())
                .withTexts("fields", grant.getTerms().getFieldsList())
                .withTexts("unmasked", grant.getTerms().getUnmaskedFieldsList())
                .with("rows", grant.getTerms().getRows())
                .with("revoked_by", grant.getRevokedBy())
                .with("revoked", grant.hasRevokeTime() ? AccessText.time(grant.getRevokeTime()) : "")
                .with("revoke_reason", grant.getRevokeReason());
    }
}
