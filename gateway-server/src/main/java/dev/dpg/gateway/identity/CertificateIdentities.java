package dev.dpg.gateway.identity;

import dev.dpg.gateway.identity.IdentitySettings.Application;
import dev.dpg.gateway.problem.ProblemException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which application a certificate is of, whose chain is verified already: by its one name in the SPIFFE trust domain, or
 * by a subject that the configuration names. Pure.
 */
final class CertificateIdentities {
    private static final int URI_NAME = 6;

    private final Optional<String> trustDomain;
    private final Map<String, String> bySubject;
    private final Map<String, Application> applications;

    CertificateIdentities(IdentitySettings settings) {
        trustDomain = settings.trustDomain();
        bySubject = settings.applicationsBySubject();
        applications = settings.applications();
    }

    /**
     * Whose certificate it is. It may have expired since its connection was made.
     *
     * @throws ProblemException {@code TOKEN_EXPIRED}, {@code BAD_TOKEN_SIGNATURE}
     */
    Identity identify(X509Certificate certificate, Instant now) {
        Instant expires = certificate.getNotAfter().toInstant();
        if (!now.isBefore(expires)) {
            throw TokenRefusals.certificateExpired();
        }
        if (certificate.getBasicConstraints() >= 0) {
            throw TokenRefusals.certificateRefused("it is an authority's; show one of an application");
        }
        String name = name(certificate);
        Optional<Application> known = Optional.ofNullable(applications.get(name));
        var principal = new Principal(
                Principal.Kind.APPLICATION,
                name,
                known.map(Application::team).orElse(""),
                known.map(Application::domain).orElse(""));
        return new Identity(principal, Optional.of(expires), false);
    }

    /** Where there is a trust domain, a certificate with a URI is judged by that alone. */
    private String name(X509Certificate certificate) {
        List<String> uris = trustDomain.isPresent() ? uris(certificate) : List.of();
        if (uris.size() > 1) {
            throw TokenRefusals.certificateRefused("it has several URI names; an application has exactly one");
        }
        if (uris.size() == 1) {
            String uri = uris.get(0);
            if (!SpiffeName.isOf(trustDomain.orElseThrow(), uri)) {
                throw TokenRefusals.certificateRefused(
                        "its URI name is none of this gateway's SPIFFE trust domain; show one that is");
            }
            return uri;
        }
        String named = bySubject.get(DistinguishedName.canonical(certificate.getSubjectX500Principal()));
        if (named == null) {
            throw TokenRefusals.certificateRefused(
                    trustDomain.isPresent()
                            ? "it has no SPIFFE name, and its subject is none that this gateway's configuration names"
                            : "its subject is none that this gateway's configuration names; have it added there");
        }
        return named;
    }

    private static List<String> uris(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> Integer.valueOf(URI_NAME).equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            throw TokenRefusals.certificateRefused("its names cannot be read");
        }
    }
}
