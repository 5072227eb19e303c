package dev.dpg.gateway.telemetry;

/** Every key that log lines carry. Values never hold record contents, hosts of clusters, or names of topics. */
public final class LogKeys {
    /** Address of a client that is refused for what its address does: who operates the gateway has to find it. */
    public static final String CLIENT_ADDRESS = "clientAddress";

    /** Configured name of a Kafka cluster. */
    public static final String CLUSTER = "cluster";

    /** Class of an exception; its text may quote data and stays out. */
    public static final String ERROR = "error";

    /** Number of a partition. */
    public static final String PARTITION = "partition";

    /** Which of several threads of a kind. */
    public static final String READER = "reader";

    /** Name of a reason of the closed list. */
    public static final String REASON = "reason";

    private LogKeys() {}
}
