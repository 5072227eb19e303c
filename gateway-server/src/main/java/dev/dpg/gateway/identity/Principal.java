package dev.dpg.gateway.identity;

/**
 * Who calls. Two calls are of the same principal where kind and name are the same.
 *
 * @param kind what it is
 * @param name unique among those of its kind: the token's subject, the name in the certificate
 * @param team the team that it belongs to; may be empty
 * @param domain the domain that it belongs to; may be empty
 */
public record Principal(Kind kind, String name, String team, String domain) {
    /** What principals are. */
    public enum Kind {
        /** A program. */
        APPLICATION,
        /** Somebody. */
        PERSON
    }

    public Principal {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a principal has a name");
        }
    }

    /** Kind and name in one: {@code application:billing}, {@code person:anna@example.com}. */
    public String id() {
        return (kind == Kind.APPLICATION ? "application:" : "person:") + name;
    }
}
