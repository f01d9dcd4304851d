package dev.herald.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Creates the data directory and Herald's files so that only the user that runs Herald can read them, independently of the umask: some
 * contain secrets. Files are written to a temporary file, which then replaces the old one, so that a crash or a full disk leaves the old or
 * the new content, never a part of it.
 *
 * <p>Sets no permissions on file systems without POSIX permissions.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private static final Pattern OWN_FILE =
            Pattern.compile("herald\\..*|connection-id\\.key(\\..*)?|history\\.rrd(\\..*)?");

    /** Older versions had {@code cache}. */
    private static final Set<String> OWN_DIRECTORIES = Set.of("runtime", "cache");

    /** The sticky bit: a directory such as /tmp, which users share, keeps its permissions. */
    private static final int STICKY = 01000;

    private PrivateFiles() {}

    /**
     * Creates a directory and its parents if it does not exist. Parents get the permissions of the umask.
     *
     * @throws IOException if it cannot be created or a file has its name
     */
    public static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(directory, attributes(directory, DIRECTORY));
        permit(directory, DIRECTORY);
    }

    /**
     * Removes the permissions of other users from a data directory, if it exists, and from Herald's files in it. Does not change a directory
     * that contains directories of others, such as {@code /var/lib}, nor files of others in it.
     *
     * @return a line for each change and each failure
     */
    public static List<String> tighten(Path dataDir) {
        List<String> lines = new ArrayList<>();
        if (!posix(dataDir) || !Files.isDirectory(dataDir)) {
            return lines;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dataDir)) {
            boolean shared = sticky(dataDir);
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                        && OWN_FILE.matcher(name).matches()) {
                    files.add(entry);
                }
                shared |= Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !OWN_DIRECTORIES.contains(name);
            }
            if (!shared) {
                tighten(dataDir, lines);
            } else if (!DIRECTORY.containsAll(Files.getPosixFilePermissions(dataDir))) {
                lines.add(
                        dataDir
                                + " is accessible to other users; it was left unchanged because it contains directories of others");
            }
        } catch (IOException e) {
            lines.add("cannot check the permissions of the files in " + dataDir + ": " + StartupException.message(e));
        }
        files.forEach(file -> tighten(file, lines));
        return lines;
    }

    /**
     * Writes a file in an existing directory; replaces a file of the same name.
     *
     * @throws IOException if it cannot be written; the old file is then unchanged
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try {
            Files.createFile(temporary, attributes(file, FILE));
            permit(temporary, FILE);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Opens a file for writing; creates it if it does not exist. */
    public static FileChannel open(Path file) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return FileChannel.open(file, options, attributes(file, FILE));
    }

    private static void tighten(Path path, List<String> lines) {
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
            String before = PosixFilePermissions.toString(found);
            if (found.retainAll(DIRECTORY) && !sticky(path)) {
                Files.setPosixFilePermissions(path, found);
                lines.add(path + " was accessible to other users (" + before + "); its permissions are now "
                        + PosixFilePermissions.toString(found));
            }
        } catch (IOException e) {
            lines.add(path + " is accessible to other users, and its permissions cannot be changed: "
                    + StartupException.message(e));
        }
    }

    private static boolean sticky(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((int) Files.getAttribute(path, "unix:mode") & STICKY) != 0;
    }

    /** Sets permissions explicitly, because the umask reduces those that a file is created with. */
    private static void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (posix(path)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
