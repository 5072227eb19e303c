package dev.dpg.gateway.identity;

import javax.security.auth.x500.X500Principal;

/** Subjects of certificates, so written that equal ones are equal texts. Pure. */
final class DistinguishedName {
    private DistinguishedName() {}

    /**
     * Of what was written.
     *
     * @throws IllegalArgumentException if it is no distinguished name
     */
    static String canonical(String written) {
        try {
            return canonical(new X500Principal(written));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is no subject of a certificate such as CN=billing,O=Example", e);
        }
    }

    static String canonical(X500Principal subject) {
        return subject.getName(X500Principal.CANONICAL);
    }
}
