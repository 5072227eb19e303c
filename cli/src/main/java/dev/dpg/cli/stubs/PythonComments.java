package dev.dpg.cli.stubs;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;

/**
 * Makes comments fit for Python: its plugin for gRPC copies them into docstrings as they are, so that a backslash or three quotes
 * in a product's description would be code of whoever imports the stubs. Pure.
 */
final class PythonComments {
    private PythonComments() {}

    /** The same set, with comments that mean themselves within a docstring. */
    static FileDescriptorSet escaped(FileDescriptorSet set) {
        FileDescriptorSet.Builder escaped = set.toBuilder();
        for (FileDescriptorProto.Builder file : escaped.getFileBuilderList()) {
            for (Location.Builder place : file.getSourceCodeInfoBuilder().getLocationBuilderList()) {
                place.setLeadingComments(escaped(place.getLeadingComments()));
                place.setTrailingComments(escaped(place.getTrailingComments()));
                for (int i = 0; i < place.getLeadingDetachedCommentsCount(); i++) {
                    place.setLeadingDetachedComments(i, escaped(place.getLeadingDetachedComments(i)));
                }
            }
        }
        return escaped.build();
    }

    private static String escaped(String comment) {
        return comment.replace("\\", "\\\\").replace("\"", "\\\"").replace("\0", "");
    }
}
