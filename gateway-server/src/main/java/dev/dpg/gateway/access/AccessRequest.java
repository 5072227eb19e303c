package dev.dpg.gateway.access;

import java.time.Duration;

/**
 * What a caller asks for; checked for what can be checked without looking anything up.
 *
 * @param requestId chosen by the caller, 1 to 128 printable characters; the same one of the same caller is the same request
 * @param terms what is asked for
 * @param duration for how long
 * @param principal kind and name of who would read
 * @param approvalsNeeded how many approvals it takes, 1 or 2
 */
public record AccessRequest(
        String requestId, AccessTerms terms, Duration duration, String principal, int approvalsNeeded) {}
