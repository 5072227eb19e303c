package dev.dpg.gateway.catalog;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;

/**
 * Which page of a list is asked for.
 *
 * @param size entries at most, 1 to {@link #SIZE_MAX}
 * @param token {@link Page#nextPageToken} of the page before; empty for the first
 */
public record PageRequest(int size, String token) {
    /** Entries in a page where the caller does not say. */
    public static final int SIZE_DEFAULT = 100;

    /** Entries in a page at most. */
    public static final int SIZE_MAX = 1_000;

    /**
     * What a caller asks for, within the limits: 0 is the default, more than the maximum is lowered to it.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if the size is negative
     */
    public static PageRequest of(int size, String token) {
        if (size < 0) {
            throw Problem.of(
                            Reason.BAD_REQUEST,
                            "page_size is " + size + "; it must be 0 (for " + SIZE_DEFAULT + ") to " + SIZE_MAX)
                    .with(new Problem.FieldViolation("page_size", "", "must not be negative"))
                    .asException();
        }
        return new PageRequest(size == 0 ? SIZE_DEFAULT : Math.min(size, SIZE_MAX), token);
    }

    /** The key to go on after; empty for the first page. */
    String after(String scope) {
        if (token.isEmpty()) {
            return "";
        }
        return PageToken.read(scope, token)
                .orElseThrow(() -> Problem.of(
                                Reason.BAD_REQUEST,
                                "page_token is not one of this list; leave it empty to begin with the first page, and "
                                        + "keep the other fields as they were from page to page")
                        .with(new Problem.FieldViolation(
                                "page_token", "", "must be a next_page_token of the same list"))
                        .asException());
    }
}
