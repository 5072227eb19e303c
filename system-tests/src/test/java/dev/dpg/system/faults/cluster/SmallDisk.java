package dev.dpg.system.faults.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A disk with little room, for the directory of one broker that does not run: in memory, mounted where only the harness sees
 * it. For one thread.
 */
public final class SmallDisk {
    private static final String APART = "dpg.faults.apart";
    private static final long ROOM_BYTES = 48L * 1024 * 1024;

    private final Path directory;
    private final Path filler;
    private final Path saved;

    /** @param directory of the broker */
    public SmallDisk(Path directory) {
        this.directory = directory;
        filler = directory.resolve("filler");
        saved = directory.resolveSibling(directory.getFileName() + "-saved");
    }

    /** Why there can be none; empty where there can. */
    public static Optional<String> obstacle() {
        return System.getProperty(APART) == null
                ? Optional.of("it takes mounts of its own, which only root may make")
                : Optional.empty();
    }

    /** Puts it in place, with what the directory holds. */
    public void mount() {
        Shell.run("mv", directory.toString(), saved.toString());
        Shell.run("mkdir", directory.toString());
        long size = bytes(saved) + ROOM_BYTES;
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
        Shell.run("cp", "-a", saved + "/.", directory.toString());
        Shell.run("rm", "-r", saved.toString());
    }

    /** Takes all the room that is left. */
    public void fill() {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // As it should be.
        }
    }

    /** Gives the room back. */
    public void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes it away; what it held is in the directory again. */
    public void unmount() {
        Shell.run("cp", "-a", directory.toString(), saved.toString());
        Shell.run("umount", directory.toString());
        Shell.run("rmdir", directory.toString());
        Shell.run("mv", saved.toString(), directory.toString());
    }

    /** What the files take on a disk, holes left out as far as a copy leaves them out. */
    private static long bytes(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> Math.min(file.toFile().length(), ROOM_BYTES))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
