package dev.dpg.gateway.identity;

import java.util.regex.Pattern;

/** Names of workloads as SPIFFE writes them: {@code spiffe://example.org/billing}. Pure. */
final class SpiffeName {
    private static final String SCHEME = "spiffe://";
    private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+");

    private SpiffeName() {}

    static boolean isTrustDomain(String text) {
        return TRUST_DOMAIN.matcher(text).matches();
    }

    /** Whether this is the name of a workload of the trust domain, exactly as the standard writes it. */
    static boolean isOf(String trustDomain, String name) {
        String begin = SCHEME + trustDomain + "/";
        return name.startsWith(begin)
                && Names.isName(name)
                && PATH.matcher(name.substring(begin.length() - 1)).matches();
    }
}
