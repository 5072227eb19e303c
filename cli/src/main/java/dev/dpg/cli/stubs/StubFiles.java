package dev.dpg.cli.stubs;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory that stubs are written to. Names come from the gateway, so none of them may lead out of it.
 *
 * @param directory made when the first file is written
 */
record StubFiles(Path directory) {
    /** Ships with protoc and with the library of every language. */
    private static final String WELL_KNOWN = "google/protobuf/";

    /** The files that stubs are made of: all but those that are there anyway. */
    static List<FileDescriptorProto> ownFiles(FileDescriptorSet set) {
        return set.getFileList().stream()
                .filter(file -> !file.getName().startsWith(WELL_KNOWN))
                .toList();
    }

    /** Writes a text. */
    Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes. */
    Path write(String name, byte[] content) {
        Path file = place(name);
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.write(file, content);
        } catch (IOException e) {
            throw failure("cannot write " + file + ": " + e.getMessage());
        }
    }

    /** Makes the directory, for programs that write to it themselves. */
    Path made() {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw failure("cannot make the directory " + directory + ": " + e.getMessage());
        }
    }

    private Path place(String name) {
        try {
            Path file = directory.resolve(name).normalize();
            if (file.startsWith(directory.normalize()) && !Path.of(name).isAbsolute()) {
                return file;
            }
        } catch (InvalidPathException e) {
            // refused below
        }
        throw failure("the gateway names a file that no stub has: " + name.replaceAll("\\p{Cntrl}", "?"));
    }

    private static CommandFailure failure(String message) {
        return new CommandFailure(ExitCode.ERROR, message, "stubs --help");
    }
}
