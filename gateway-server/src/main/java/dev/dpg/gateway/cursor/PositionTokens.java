package dev.dpg.gateway.cursor;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.store.v1.PositionToken;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The printable form of a position: {@code p1.} and base64url (RFC 4648 section 5, unpadded) of a protobuf message with its
 * CRC-32C behind it. The checksum is there for mishaps, not against forgery: a token is no permission.
 */
public final class PositionTokens {
    private static final String PREFIX = "p1.";
    private static final int CHECKSUM_BYTES = 4;
    private static final int UUID_BYTES = 16;

    /** Longest token that is looked at, in characters; about ten thousand partitions. */
    private static final int LENGTH_MAX = 250_000;

    private PositionTokens() {}

    /** The token of a position. */
    public static String encode(ProductPosition position) {
        Scope scope = position.scope();
        PositionToken.Builder token = PositionToken.newBuilder()
                .setProduct(scope.product())
                .setMajor(scope.major())
                .setClusterId(scope.clusterId())
                .setTopicId(toBytes(scope.topicId()));
        position.partitions().forEach((partition, at) -> token.addPartitions(stored(partition, at)));
        byte[] message = token.build().toByteArray();
        byte[] sealed = Arrays.copyOf(message, message.length + CHECKSUM_BYTES);
        ByteBuffer.wrap(sealed).putInt(message.length, checksum(message));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * The position of a token.
     *
     * @throws ProblemException {@code BAD_TOKEN} for anything that {@link #encode} did not make
     */
    public static ProductPosition decode(String token) {
        if (token.length() > LENGTH_MAX || !token.startsWith(PREFIX)) {
            throw damaged("it does not begin with \"" + PREFIX + "\" or is too long");
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            throw damaged("it holds characters that no token has");
        }
        if (sealed.length <= CHECKSUM_BYTES) {
            throw damaged("it is cut off");
        }
        byte[] message = Arrays.copyOf(sealed, sealed.length - CHECKSUM_BYTES);
        if (ByteBuffer.wrap(sealed).getInt(message.length) != checksum(message)) {
            throw damaged("its checksum does not fit");
        }
        try {
            return position(PositionToken.parseFrom(message));
        } catch (InvalidProtocolBufferException unreadable) {
            throw damaged("its content cannot be read");
        }
    }

    private static ProductPosition position(PositionToken token) {
        if (token.getTopicId().size() != UUID_BYTES) {
            throw damaged("its content cannot be read");
        }
        ByteBuffer id = token.getTopicId().asReadOnlyByteBuffer();
        UUID topicId = new UUID(id.getLong(), id.getLong());
        var partitions = new TreeMap<Integer, PartitionPosition>();
        for (var at : token.getPartitionsList()) {
            if (at.getPartition() < 0 || at.getNextOffset() < 0) {
                throw damaged("its content cannot be read");
            }
            partitions.put(at.getPartition(), restored(at));
        }
        return new ProductPosition(
                new Scope(token.getProduct(), token.getMajor(), token.getClusterId(), topicId), partitions);
    }

    private static dev.dpg.store.v1.PartitionPosition stored(int partition, PartitionPosition at) {
        var stored = dev.dpg.store.v1.PartitionPosition.newBuilder()
                .setPartition(partition)
                .setNextOffset(at.nextOffset());
        if (at.leaderEpoch() != PartitionPosition.UNKNOWN) {
            stored.setLeaderEpoch(at.leaderEpoch());
        }
        if (at.lastTime() != PartitionPosition.UNKNOWN) {
            stored.setLastTime(at.lastTime());
        }
        return stored.build();
    }

    private static PartitionPosition restored(dev.dpg.store.v1.PartitionPosition at) {
        return new PartitionPosition(
                at.getNextOffset(),
                at.hasLeaderEpoch() ? at.getLeaderEpoch() : PartitionPosition.UNKNOWN,
                at.hasLastTime() ? at.getLastTime() : PartitionPosition.UNKNOWN);
    }

    private static ByteString toBytes(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return ByteString.copyFrom(bytes.flip());
    }

    private static int checksum(byte[] message) {
        CRC32C crc = new CRC32C();
        crc.update(message, 0, message.length);
        return (int) crc.getValue();
    }

    private static ProblemException damaged(String how) {
        return Problem.of(
                        Reason.BAD_TOKEN,
                        "the resume token is damaged: " + how
                                + "; pass a token exactly as the gateway gave it, or start"
                                + " by time or edge instead")
                .asException();
    }
}
