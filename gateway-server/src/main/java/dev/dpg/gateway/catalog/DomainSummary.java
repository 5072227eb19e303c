package dev.dpg.gateway.catalog;

/**
 * A domain as it is shown.
 *
 * @param domain what the configuration says
 * @param productCount major lines that can be read now
 */
public record DomainSummary(DomainSettings domain, int productCount) {
    /** Measures a domain as lists show it. */
    static final Page.Measure<DomainSummary> MEASURE = new Page.Measure<>() {
        @Override
        public String key(DomainSummary summary) {
            return summary.domain.name();
        }

        @Override
        public long bytes(DomainSummary summary) {
            return 4L
                    * (summary.domain.title().length() + summary.domain.owner().length());
        }
    };
}
