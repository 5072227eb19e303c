package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What the catalogue's control topic holds. */
sealed interface CatalogEntry {
    /** Starts the keys of remembered requests; no port's name has a colon. */
    String REQUEST_PREFIX = "request:";

    /** Starts the keys of histories. */
    String HISTORY_PREFIX = "history:";

    /** The key of what is remembered of a port's versions. */
    static String historyKeyOf(PortName pinned) {
        return HISTORY_PREFIX + pinned;
    }

    /** The key of a port. */
    static String keyOf(PortName pinned) {
        return pinned.toString();
    }

    /** The key of a remembered request. */
    static String keyOf(String requestId) {
        return REQUEST_PREFIX + requestId;
    }

    /** A published port. */
    record Port(PublishedPort port) implements CatalogEntry {}

    /**
     * The versions of a port that were published, newest first.
     *
     * @param versions at most {@link VersionHistory#VERSIONS_MAX}
     */
    record History(List<VersionNote> versions) implements CatalogEntry {
        public History {
            versions = List.copyOf(versions);
        }
    }

    /**
     * A request that was answered, so that the same one gets the same answer.
     *
     * @param digest of the submitted documents; not copied, so nobody may change it
     * @param time when it was answered
     * @param answers one for each of its ports, in its order
     */
    @SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare the content
    record Request(byte[] digest, Instant time, List<Answer> answers) implements CatalogEntry {
        public Request {
            answers = List.copyOf(answers);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Request that
                    && Arrays.equals(digest, that.digest)
                    && time.equals(that.time)
                    && answers.equals(that.answers);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Arrays.hashCode(digest) + time.hashCode()) + answers.hashCode();
        }
    }

    /**
     * What became of one port of a request. The port's documents are left out: the same request brings them again.
     *
     * @param name the pinned name
     * @param version the version published after the request
     * @param outcome whether anything changed
     * @param applyTime when that version was applied
     */
    record Answer(PortName name, SemanticVersion version, AppliedPort.Outcome outcome, Instant applyTime) {}
}
