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
 * The files that Herald writes, and the data directory. Nobody but the user that runs Herald may read them, whatever the umask of
 * the process: some hold secrets. A file is written beside the old one and then takes its place, so that a crash or a full disk leaves
 * either the old one or the new one, and never a part.
 *
 * <p>Where files have no POSIX permissions, none are set.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private static final Pattern OWN_FILE = Pattern.compile("herald\\..*|connection-id\\.key(\\..*)?");

    /** The second one is of older versions. */
    private static final Set<String> OWN_DIRECTORIES = Set.of("runtime", "cache");

    /** A directory such as /tmp, which everybody shares, is not ours to close. */
    private static final int STICKY = 01000;

    private PrivateFiles() {}

    /**
     * Creates a directory with its parents, if it is not there. The parents get the permissions of the process's umask.
     *
     * @throws IOException if it cannot be created, or there is something else of that name
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
     * Takes the rights of others away from a data directory, if it is there, and from Herald's files in it. A directory that somebody
     * else uses as well, such as {@code /var/lib}, and what others have in it, stays as it is.
     *
     * @return a line for each that had looser permissions, or whose permissions are not changed
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
                lines.add(dataDir + " is open to others, and stays so because others use it as well");
            }
        } catch (IOException e) {
            lines.add("cannot look for files that others may read in " + dataDir + ": " + ErrorMessages.of(e));
        }
        files.forEach(file -> tighten(file, lines));
        return lines;
    }

    /**
     * Writes a file that takes the place of one of the same name, if there is one, in a directory that exists.
     *
     * @throws IOException if it cannot be written; then the old one is as it was
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try {
            Files.createFile(draft, attributes(file, FILE));
            permit(draft, FILE);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Opens a file for writing, which is created if it is not there. */
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
                lines.add(path + " was open to others (" + before + "); it is " + PosixFilePermissions.toString(found)
                        + " now");
            }
        } catch (IOException e) {
            lines.add(path + " is open to others, and its permissions cannot be changed: " + ErrorMessages.of(e));
        }
    }

    private static boolean sticky(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((int) Files.getAttribute(path, "unix:mode") & STICKY) != 0;
    }

    /** The umask has a say in the permissions that a file is created with. */
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
