package dev.herald.launcher;

import dev.herald.config.PrivateFiles;
import dev.herald.config.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory in which Herald keeps everything, for this process alone: what has to last, and below {@code runtime} what the
 * container unpacks, which is made anew at each start, so that nothing of a killed process piles up.
 *
 * @param path absolute
 */
record DataDirectory(Path path) {

    /** Held until the process ends; kept here because the channel of a lock that nobody refers to is closed. */
    private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

    private static final String LOCK = "herald.lock";

    /**
     * Makes the directory if it is not there, and takes it.
     *
     * @throws StartupException if it cannot be written, or another Herald has it
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
     * An empty directory for this run.
     *
     * @throws StartupException if it cannot be emptied or made
     */
    Path freshRuntime() {
        Path runtime = path.resolve("runtime");
        try {
            delete(runtime);
            Files.createDirectories(runtime.resolve("tmp"));
            return runtime;
        } catch (IOException e) {
            throw new StartupException("cannot make " + runtime + " anew", e);
        }
    }

    private static StartupException inUse(Path path) {
        return new StartupException("the data directory " + path + " is in use by another Herald");
    }

    /** Removes a directory with all that is in it, if it is there. */
    static void delete(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
