package dev.dpg.client;

/**
 * What a stream does where the log no longer holds the position that it would go on from: retention has passed it, the log was
 * cut off below it, or was deleted and created anew. At its start and ever after.
 */
public enum OnExpired {
    /** It fails: {@code POSITION_EXPIRED}, {@code POSITION_TRUNCATED} or {@code TOPIC_RECREATED}. */
    FAIL,
    /** It tells the {@link Gap}, and goes on with the oldest record that was not delivered yet. */
    EARLIEST,
    /** It tells the {@link Gap}, and goes on with what is published from now on, in the partitions concerned. */
    LATEST;

    dev.dpg.v1.OnExpired toProto() {
        return switch (this) {
            case FAIL -> dev.dpg.v1.OnExpired.ON_EXPIRED_FAIL;
            case EARLIEST -> dev.dpg.v1.OnExpired.ON_EXPIRED_EARLIEST;
            case LATEST -> dev.dpg.v1.OnExpired.ON_EXPIRED_LATEST;
        };
    }
}
