package dev.dpg.system.faults.load;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.store.v1.PositionToken;
import dev.dpg.system.faults.history.SessionEvent.Position;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Takes the gateway's position tokens apart, which no client does: by the stored message, not by the gateway's code. */
final class Tokens {
    private static final String PREFIX = "p1.";
    private static final int CHECKSUM_BYTES = 4;

    private Tokens() {}

    static Position position(String token) {
        byte[] sealed = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
        try {
            PositionToken message = PositionToken.parseFrom(Arrays.copyOf(sealed, sealed.length - CHECKSUM_BYTES));
            ByteBuffer id = message.getTopicId().asReadOnlyByteBuffer();
            Map<Integer, Long> nextOffsets = new HashMap<>();
            message.getPartitionsList().forEach(at -> nextOffsets.put(at.getPartition(), at.getNextOffset()));
            return new Position(new Uuid(id.getLong(), id.getLong()).toString(), nextOffsets);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the gateway gave a token that cannot be read: " + token, e);
        }
    }
}
