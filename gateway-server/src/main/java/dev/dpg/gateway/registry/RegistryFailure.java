package dev.dpg.gateway.registry;

/** A registry did not say what it was asked for. Its message holds neither secrets nor anything of an answer's content. */
final class RegistryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What follows from it. */
    enum Kind {
        /** The registry does not answer, or as something else would: nothing can be had from it now. */
        NO_ANSWER,
        /** It answers, and this schema is of no use: too large, of a kind that is unknown, or without those it names. */
        UNUSABLE
    }

    RegistryFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static RegistryFailure noAnswer(String message) {
        return new RegistryFailure(Kind.NO_ANSWER, message);
    }

    static RegistryFailure unusable(String message) {
        return new RegistryFailure(Kind.UNUSABLE, message);
    }

    Kind kind() {
        return kind;
    }
}
