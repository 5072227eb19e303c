package dev.dpg.gateway.problem;

/**
 * Why a call is refused or a stream ends other than by plan. The list is closed: {@code rpc} maps it to statuses by a
 * switch without a default, so that a new reason without a status does not compile. Programs switch on the name, so a name
 * is never changed.
 */
public enum Reason {
    /** A field of the request is missing or out of range. */
    BAD_REQUEST,
    /** A resume token or cursor is damaged, or of another product or cluster. */
    BAD_TOKEN,
    /** Documents with findings that block publishing. */
    BAD_CONTRACT,
    /** A filter that is no expression over the product's contract. */
    BAD_FILTER,
    /** A property path that the product's contract does not have. */
    BAD_FIELD_MASK,
    /** The gateway asks callers who they are, and this one does not say. */
    NO_CREDENTIALS,
    /** The credentials were good once. */
    TOKEN_EXPIRED,
    /** The credentials are not such as the gateway believes. */
    BAD_TOKEN_SIGNATURE,
    /** The caller may not do this: it has no role or no grant for it. */
    NO_GRANT,
    /** The grant was for a time that is over. */
    GRANT_EXPIRED,
    /** The owning domain took the grant back. */
    GRANT_REVOKED,
    /** The grant does not cover a property that is asked for. */
    FIELD_DENIED,
    /** The product is not given for this purpose. */
    PURPOSE_DENIED,
    /** No such product, domain or version. */
    PRODUCT_NOT_FOUND,
    /** The version was there and is not served any more. */
    VERSION_RETIRED,
    /** No such request for access, or none that the caller may see. */
    REQUEST_NOT_FOUND,
    /** No such grant, or none that the caller may see. */
    GRANT_NOT_FOUND,
    /** No such stream is open, on any gateway. */
    SESSION_NOT_FOUND,
    /** The position is older than what is retained. */
    POSITION_EXPIRED,
    /** The position lies beyond the end, or on a branch of the log that was cut off (KIP-320). */
    POSITION_TRUNCATED,
    /** The topic was deleted and created anew since the position was written. */
    TOPIC_RECREATED,
    /** What the request needs is not there now, for instance the product's log itself. */
    WRONG_STATE,
    /** A change that would break readers within a major line. */
    CONTRACT_INCOMPATIBLE,
    /** The version is published already, with another content. */
    VERSION_EXISTS,
    /** Another writer won too many times in a row; trying again is safe. */
    CONFLICT,
    /** A limit of this gateway is reached; later is better. */
    OVERLOADED,
    /** The product's Kafka cluster cannot be reached. */
    CLUSTER_DOWN,
    /** A schema registry that documents name cannot be reached. */
    REGISTRY_DOWN,
    /** This gateway is going away; another one serves. */
    DRAINING,
    /** This gateway has not read its state yet, or lost sight of it. */
    NOT_READY,
    /** A bug. */
    INTERNAL
}
