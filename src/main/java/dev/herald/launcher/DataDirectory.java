package dev.herald.launcher;

import dev.herald.config.PrivateFiles;
import dev.herald.config.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The data directory, locked for this process. It contains the persistent files and {@code runtime}, into which the container unpacks
 * itself and which each start recreates, so that killed processes leave nothing behind.
 *
 * @param path absolute
 */
record DataDirectory(Path path) {

    /** Keeps the locks reachable until the process ends: the channel of an unreachable lock is closed. */
    private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

    private static final String LOCK = "herald.lock";

    /**
     * Creates the directory if it does not exist, and locks it.
     *
     * @throws StartupException if it cannot be written or another process has locked it
     */
    static DataDirectory open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            PrivateFiles.createDirectory(absolute);
            FileChannel channel = PrivateFiles.open(absolute.resolve(LOCK));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(absolute);
            }
            HELD.add(lock);
            return new DataDirectory(absolute);
        } catch (OverlappingFileLockException e) {
            throw inUse(absolute);
        } catch (IOException e) {
            throw new StartupException("cannot write to the data directory " + absolute, e);
        }
    }

    /**
     * Recreates the runtime directory.
     *
     * @throws StartupException if it cannot be deleted or created
     */
    Path freshRuntime() {
        Path runtime = path.resolve("runtime");
        try {
            delete(runtime);
            Files.createDirectories(runtime.resolve("tmp"));
            return runtime;
        } catch (IOException e) {
            throw new StartupException("cannot recreate " + runtime, e);
        }
    }

    private static StartupException inUse(Path path) {
        return new StartupException("the data directory " + path + " is in use by another Herald");
    }

    /** Deletes a directory with its content, if it exists. Does not follow links. */
    private static void delete(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
