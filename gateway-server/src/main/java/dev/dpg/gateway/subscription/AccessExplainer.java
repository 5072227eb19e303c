package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import dev.dpg.gateway.access.Role;
import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.identity.Principal;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.util.List;
import java.util.Optional;

/** Tells what somebody may read of a product, and why, without reading. Thread-safe. */
public final class AccessExplainer {
    private static final String APPLICATION = "application:";
    private static final String PERSON = "person:";

    private final ReadableProducts products;
    private final CodecCache codecs;
    private final Roles roles;

    /**
     * @param products what there is, and for whom
     * @param codecs knows what values are made of
     * @param roles who may ask about others
     */
    public AccessExplainer(ReadableProducts products, CodecCache codecs, Roles roles) {
        this.products = products;
        this.codecs = codecs;
        this.roles = roles;
    }

    /**
     * What somebody may read.
     *
     * @param product the pinned product
     * @param plan what it may read; empty: nothing
     * @param maskedFields paths of the properties that are given masked
     * @param refusal why not; empty where it may
     * @param sentence all of it for people
     */
    public record Explained(
            PortName product,
            Optional<AccessPlan> plan,
            List<String> maskedFields,
            Optional<Reason> refusal,
            String sentence) {}

    /**
     * Explains.
     *
     * @param principal kind and name of who would read. Of another than the caller neither team nor domain is known, so that
     *     what it may read because of them is not told
     * @throws ProblemException {@code PRODUCT_NOT_FOUND} and others as {@link dev.dpg.gateway.catalog.Catalog#current}; {@code NO_GRANT}
     *     where the caller may not ask about somebody else; {@code NOT_READY}
     */
    public Explained explain(String product, String principal, String purpose, Identity caller) {
        PublishedPort port = products.catalog().current(product);
        try {
            AccessPlan plan = products.access().plan(reader(principal, port, caller), port.name(), purpose);
            return new Explained(
                    port.name(),
                    Optional.of(plan),
                    PlanRules.maskedFields(port, plan.given()),
                    Optional.empty(),
                    sentence(port, plan));
        } catch (ProblemException refused) {
            Reason reason = refused.problem().reason();
            if (reason == Reason.NOT_READY) {
                throw refused;
            }
            return new Explained(
                    port.name(),
                    Optional.empty(),
                    List.of(),
                    Optional.of(reason),
                    refused.problem().message());
        }
    }

    /**
     * Checks that a row rule can be held.
     *
     * @param rows an expression; empty: none
     * @throws ProblemException {@code BAD_FILTER}
     */
    public void requireRowRule(PublishedPort port, String rows) {
        if (!rows.isEmpty()) {
            RecordCodec codec = codecs.of(port);
            var unused = FilterCompiler.compile(rows, codec, FilterCompiler.keyKind(port.fields(), port.keyFields()));
        }
    }

    private Identity reader(String principal, PublishedPort port, Identity caller) {
        if (principal.equals(caller.principal().id())) {
            return caller;
        }
        if (!roles.operates(caller)) {
            roles.require(caller, port.name().domain(), Role.OWNER, Role.STEWARD);
        }
        Principal other = principal.startsWith(APPLICATION)
                ? new Principal(Principal.Kind.APPLICATION, principal.substring(APPLICATION.length()), "", "")
                : new Principal(Principal.Kind.PERSON, principal.substring(PERSON.length()), "", "");
        return new Identity(other, Optional.empty(), false);
    }

    private static String sentence(PublishedPort port, AccessPlan plan) {
        String what = plan.given().fields().isEmpty()
                ? "all properties of " + port.name()
                : String.join(", ", plan.given().fields()) + " of " + port.name();
        String rows = plan.given().rows().isEmpty()
                ? ""
                : ", of records that fulfil " + plan.given().rows();
        return switch (plan.basis()) {
            case DEVELOPMENT -> "this gateway has no identity provider, so whoever calls reads " + what;
            case MEMBER -> "a member of the domain \"" + port.name().domain() + "\" reads " + what;
            case GRANT -> "the grant " + plan.grantId() + " gives " + what + rows;
        };
    }
}
