package dev.dpg.cli.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonCommentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Orders \"\"\"+__import__('os').system('id')+\"\"\" | Orders \\\"\\\"\\\"+__import__('os').system('id')+\\\"\\\"\\\"",
                "kept below C:\\Users | kept below C:\\\\Users",
                "\\\"\"\" | \\\\\\\"\\\"\\\"",
                "nothing special | nothing special"
            })
    void aCommentCannotEndTheDocstringThatItIsCopiedInto(String written, String escaped) {
        FileDescriptorSet set = FileDescriptorSet.newBuilder()
                .addFile(FileDescriptorProto.newBuilder()
                        .setName("a.proto")
                        .setSourceCodeInfo(SourceCodeInfo.newBuilder()
                                .addLocation(Location.newBuilder()
                                        .addPath(6)
                                        .setLeadingComments(written)
                                        .setTrailingComments(written)
                                        .addLeadingDetachedComments(written))))
                .build();

        Location place =
                PythonComments.escaped(set).getFile(0).getSourceCodeInfo().getLocation(0);

        assertThat(place.getLeadingComments()).isEqualTo(escaped);
        assertThat(place.getTrailingComments()).isEqualTo(escaped);
        assertThat(place.getLeadingDetachedComments(0)).isEqualTo(escaped);
        assertThat(place.getPathList()).containsExactly(6);
    }
}
