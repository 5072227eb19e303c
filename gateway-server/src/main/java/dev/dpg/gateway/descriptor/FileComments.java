package dev.dpg.gateway.descriptor;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the comments of a file that nobody wrote: each belongs to a place, which is a path of field numbers and indexes
 * through the file's descriptor ({@code SourceCodeInfo} in descriptor.proto). Belongs to one thread.
 */
final class FileComments {
    /** Readers want a position with each comment: there is none. */
    private static final List<Integer> NOWHERE = List.of(0, 0, 0);

    private final SourceCodeInfo.Builder collected = SourceCodeInfo.newBuilder();

    /** Puts a text before a place; an empty text is none. */
    void add(List<Integer> path, String text) {
        if (text.isBlank()) {
            return;
        }
        StringBuilder comment = new StringBuilder();
        text.strip()
                .lines()
                .forEach(line -> comment.append(' ').append(line.strip()).append('\n'));
        collected.addLocation(
                Location.newBuilder().addAllPath(path).addAllSpan(NOWHERE).setLeadingComments(comment.toString()));
    }

    /** Takes over what another file says of one of its places and all within it, except those in {@code but}. */
    void copy(FileDescriptor file, List<Integer> from, List<Integer> to, List<List<Integer>> but) {
        for (Location location : file.toProto().getSourceCodeInfo().getLocationList()) {
            List<Integer> path = location.getPathList();
            boolean within =
                    path.size() >= from.size() && path.subList(0, from.size()).equals(from);
            if (within && location.hasLeadingComments() && !but.contains(path)) {
                List<Integer> moved = new ArrayList<>(to);
                moved.addAll(path.subList(from.size(), path.size()));
                collected.addLocation(location.toBuilder()
                        .clearPath()
                        .addAllPath(moved)
                        .clearSpan()
                        .addAllSpan(NOWHERE));
            }
        }
    }

    SourceCodeInfo build() {
        return collected.build();
    }
}
