package dev.dpg.gateway.filter;

/** What a condition comes to: what is computed from something that is not there can't be told. */
enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    static Truth of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    Verdict verdict() {
        return switch (this) {
            case TRUE -> Verdict.MATCH;
            case FALSE -> Verdict.NO_MATCH;
            case UNKNOWN -> Verdict.FAILED;
        };
    }
}
