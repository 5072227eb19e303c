package dev.dpg.client;

import dev.dpg.client.internal.resume.ProtoTimes;
import java.time.Instant;

/**
 * A partition that stands still though there is something to read, for a reason that lies behind the gateway.
 *
 * @param partition the partition
 * @param cause why
 * @param since since when the gateway has seen it stand still
 */
public record StandingPartition(int partition, Cause cause, Instant since) {
    /** Why a partition stands still. */
    public enum Cause {
        /** A producer's transaction was begun and is neither committed nor aborted. */
        OPEN_TRANSACTION,
        /** The partition has no leader now. */
        NO_LEADER,
        /** A reason that this client is too old to know. */
        OTHER
    }

    static StandingPartition of(dev.dpg.v1.StandingPartition standing) {
        return new StandingPartition(
                standing.getPartition(),
                switch (standing.getReason()) {
                    case REASON_OPEN_TRANSACTION -> Cause.OPEN_TRANSACTION;
                    case REASON_NO_LEADER -> Cause.NO_LEADER;
                    case REASON_UNSPECIFIED, UNRECOGNIZED -> Cause.OTHER;
                },
                ProtoTimes.instant(standing.getSinceTime()));
    }
}
