package dev.herald.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of unpacked jars, which several Heralds may share. Each holds a shared lock on what it runs from, so that nobody
 * removes it.
 */
final class StartCache {

    /** How many archives of one jar are kept: for two JDKs with two sets of options each. */
    private static final int ARCHIVES = 4;

    private static final long LONGEST_UNPACKING_MILLIS = 600_000;
    private static final String IN_USE = "in-use.lock";

    /** Held until the process ends; kept here because the channel of a lock that nobody refers to is closed. */
    private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

    private final UnpackedJar unpacked;

    StartCache(UnpackedJar unpacked) {
        this.unpacked = unpacked;
    }

    /** What may throw while it is alone. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Says that this process runs from there. */
    @SuppressWarnings("resource")
    void use() throws IOException {
        FileChannel channel = open(unpacked.folder().resolve(IN_USE));
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
        if (lock != null) {
            HELD.add(lock);
        }
    }

    /** Removes what no Herald runs from, and archives that later ones have replaced. */
    void tidy() throws IOException {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(unpacked.folder().toAbsolutePath().getParent())) {
            for (Path folder : folders) {
                if (isLeftOver(folder)) {
                    DataDir.delete(folder);
                } else if (!folder.getFileName().equals(unpacked.folder().getFileName())) {
                    removeUnlessInUse(folder);
                }
            }
        }
        List<Path> archives = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked.folder(), "classes-*.{jsa,aot}")) {
            files.forEach(archives::add);
        }
        archives.sort(Comparator.comparing(file -> file.toFile().lastModified()));
        for (Path old : archives.subList(0, Math.max(0, archives.size() - ARCHIVES))) {
            Files.deleteIfExists(old);
        }
    }

    /** Does that unless another process is doing it for the same jar. */
    void alone(Work work) throws IOException, InterruptedException {
        try (FileChannel channel = open(unpacked.folder().resolve("training.lock"));
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                work.run();
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process is at it already", e);
        }
    }

    /** That folder, with nothing in it. */
    static Path empty(Path folder) throws IOException {
        DataDir.delete(folder);
        return Files.createDirectories(folder);
    }

    /** Begun or put away by a process that has ended since. */
    private static boolean isLeftOver(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("[0-9a-f]{16}\\.[0-9a-f-]{36}\\.(tmp|old)")
                && System.currentTimeMillis() - folder.toFile().lastModified() > LONGEST_UNPACKING_MILLIS;
    }

    private static void removeUnlessInUse(Path folder) throws IOException {
        // A folder of somebody else's has no business here, but is not ours to remove.
        if (!folder.getFileName().toString().matches("[0-9a-f]{16}") || Files.notExists(folder.resolve(IN_USE))) {
            return;
        }
        try (FileChannel channel = open(folder.resolve(IN_USE));
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                DataDir.delete(folder);
            }
        } catch (OverlappingFileLockException e) {
            // Another Herald in this process runs from there, as only tests have it.
            return;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
