package dev.dpg.gateway.rpc;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What may be said at all in an answer: clients take 4 MiB by default, and would see nothing of a larger one. Not thread-safe. */
final class AnswerRoom {
    /** Tags and lengths around an entry, at most. */
    private static final long FRAMING_BYTES = 8;

    private long bytesLeft;

    AnswerRoom(long bytes) {
        this.bytesLeft = bytes;
    }

    /**
     * All entries as messages; where they are too many for the room that is left, as many as there is room for.
     *
     * @param weight orders them by what is to be said first where not all of them are
     */
    <T, M extends MessageLite> List<M> fitting(List<T> entries, Comparator<T> weight, Function<T, M> message) {
        List<M> all = entries.stream().map(message).toList();
        long bytes = all.stream().mapToLong(AnswerRoom::bytes).sum();
        if (bytes <= bytesLeft) {
            bytesLeft -= bytes;
            return all;
        }
        List<M> said = new ArrayList<>();
        for (T entry : entries.stream().sorted(weight).toList()) {
            M one = message.apply(entry);
            if (bytes(one) > bytesLeft) {
                break;
            }
            bytesLeft -= bytes(one);
            said.add(one);
        }
        return said;
    }

    private static long bytes(MessageLite message) {
        return message.getSerializedSize() + FRAMING_BYTES;
    }
}
