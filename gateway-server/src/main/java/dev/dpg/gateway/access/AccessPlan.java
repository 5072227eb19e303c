package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a principal may read of a product now. The same for every way of reading.
 *
 * @param basis why
 * @param grantId the grant; empty with another basis
 * @param reader kind and name of who reads, whom hashes are salted for
 * @param given what may be read
 * @param expires when it ends, as is known now; empty: it does not
 */
public record AccessPlan(Basis basis, String grantId, String reader, Given given, Optional<Instant> expires) {
    /** Why somebody may read. */
    public enum Basis {
        /** The gateway has no identity provider. */
        DEVELOPMENT,
        /** The principal belongs to the domain. */
        MEMBER,
        /** The domain gave it access. */
        GRANT
    }

    /**
     * What may be read.
     *
     * @param fields paths of the properties, with all that is within them; empty: all
     * @param unmasksAll whether nothing is masked
     * @param unmasked paths of the properties that are not masked
     * @param rows only records that fulfil this expression; empty: all
     */
    public record Given(List<String> fields, boolean unmasksAll, List<String> unmasked, String rows) {
        /** Everything. */
        public static final Given ALL = new Given(List.of(), true, List.of(), "");
        /** Everything, masked. */
        public static final Given MASKED = new Given(List.of(), false, List.of(), "");

        public Given {
            fields = List.copyOf(fields);
            unmasked = List.copyOf(unmasked);
        }

        /** Whether a property may be read. */
        public boolean gives(String path) {
            return fields.isEmpty() || Paths.cover(fields, path);
        }

        /** Whether a property is given without its mask. */
        public boolean unmasks(String path) {
            return unmasksAll || Paths.cover(unmasked, path);
        }

        static Given of(AccessTerms terms) {
            return new Given(terms.fields(), false, terms.unmaskedFields(), terms.rows());
        }
    }

    /** Whether a stream that was opened with this may go on with another one: who reads sees the same. */
    public boolean givesTheSameAs(AccessPlan other) {
        return given.equals(other.given) && reader.equals(other.reader);
    }

    static AccessPlan development(Principal principal) {
        return new AccessPlan(Basis.DEVELOPMENT, "", principal.id(), Given.ALL, Optional.empty());
    }

    static AccessPlan member(Principal principal, boolean unmasked) {
        return new AccessPlan(Basis.MEMBER, "", principal.id(), unmasked ? Given.ALL : Given.MASKED, Optional.empty());
    }

    static AccessPlan grant(AccessRecord record, Grant grant) {
        return new AccessPlan(
                Basis.GRANT, record.id(), record.principal(), Given.of(record.terms()), Optional.of(grant.end()));
    }
}
