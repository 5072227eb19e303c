package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Principal;
import java.util.Locale;

/**
 * Somebody who is named as a member: {@code person:anna@example.com}, {@code application:billing}, or everybody of a team,
 * {@code team:aviation-data}.
 *
 * @param kind what is named
 * @param name its name
 */
public record Member(Kind kind, String name) {
    /** What can be named. */
    public enum Kind {
        PERSON,
        APPLICATION,
        TEAM
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException with a sentence, if it is none
     */
    public static Member parse(String text) {
        for (Kind kind : Kind.values()) {
            String prefix = kind.name().toLowerCase(Locale.ROOT) + ":";
            if (text.startsWith(prefix) && text.length() > prefix.length()) {
                return new Member(kind, text.substring(prefix.length()));
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" names nobody; write person:NAME, application:NAME or team:NAME");
    }

    /** Whether a principal is who is named, or one of them. */
    boolean is(Principal principal) {
        return switch (kind) {
            case PERSON ->
                principal.kind() == Principal.Kind.PERSON && principal.name().equals(name);
            case APPLICATION ->
                principal.kind() == Principal.Kind.APPLICATION
                        && principal.name().equals(name);
            case TEAM -> principal.team().equals(name);
        };
    }
}
