package dev.dpg.embedded;

import dev.dpg.embedded.EmbeddedKafkaException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one broker, held by a file lock from opening to closing, so that the operating system frees it when the
 * process dies. Kafka's own files are in a directory below it.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "broker.lock";
    private static final String PORT_FILE = "broker.port";
    private static final String META_PROPERTIES = "meta.properties";

    private final Path root;
    private final Path log;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.log = root.resolve("log");
        this.lockFile = lockFile;
    }

    /**
     * What a directory is formatted with.
     *
     * @param nodeId in its cluster
     * @param clusterId of that
     */
    record NodeIdentity(int nodeId, String clusterId) {}

    /** Makes the directory when it is missing, takes its lock, and formats it for Kafka when it never was. */
    static DataDirectory open(Path root, NodeIdentity identity) {
        FileChannel lockFile = openLockFile(root);
        try {
            if (tryLock(lockFile) == null) {
                throw new EmbeddedKafkaException(
                        Reason.DIRECTORY_LOCKED,
                        "data directory " + root + " is in use by another running broker: stop that one first, "
                                + "or choose another data directory",
                        null);
            }
            DataDirectory directory = new DataDirectory(root, lockFile);
            directory.formatOnce(identity);
            return directory;
        } catch (IOException e) {
            closeChannel(lockFile);
            throw notWritable(root, e);
        } catch (RuntimeException e) {
            closeChannel(lockFile);
            throw e;
        }
    }

    /** Where Kafka keeps its files. */
    Path log() {
        return log;
    }

    /** The port of the broker that ran here last; 0 when there was none. */
    int lastPort() {
        try {
            Path file = root.resolve(PORT_FILE);
            return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
        } catch (IOException | NumberFormatException e) {
            // A kill while it was written; the port is a preference only.
            return 0;
        }
    }

    void rememberPort(int port) {
        try {
            Files.writeString(root.resolve(PORT_FILE), Integer.toString(port));
        } catch (IOException e) {
            throw notWritable(root, e);
        }
    }

    /** Frees the directory for another broker. */
    @Override
    public void close() {
        closeChannel(lockFile);
    }

    private static FileChannel openLockFile(Path root) {
        try {
            Files.createDirectories(root);
            return FileChannel.open(root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritable(root, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldInThisJvm) {
            return null;
        }
    }

    /** Kafka writes meta.properties last, so a directory without it was never whole and holds no data yet. */
    private void formatOnce(NodeIdentity identity) throws IOException {
        Files.createDirectories(log);
        if (Files.exists(log.resolve(META_PROPERTIES))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(identity.nodeId())
                    .setClusterId(identity.clusterId())
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setMetadataLogDirectory(log.toString())
                    .addDirectory(log.toString())
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new EmbeddedKafkaException(
                    Reason.START_FAILED, "data directory " + log + " could not be prepared for Kafka", e);
        }
    }

    private static EmbeddedKafkaException notWritable(Path root, IOException cause) {
        return new EmbeddedKafkaException(
                Reason.DIRECTORY_NOT_WRITABLE,
                "data directory " + root + " cannot be made or written (" + cause + "): "
                        + "give this user the right to write there, or choose another data directory",
                cause);
    }

    private static void closeChannel(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
