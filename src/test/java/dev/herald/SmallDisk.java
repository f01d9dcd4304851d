package dev.herald;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few megabytes in memory, mounted for a test that fills it. */
public final class SmallDisk implements AutoCloseable {

    private static final String REMEDY = "apt-get install mount, and run the tests as root with CAP_SYS_ADMIN";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one at a folder, which is created. Skips the calling test where nothing can be mounted.
     *
     * @param kilobytes its size; the kernel rounds it up to pages
     */
    public static SmallDisk at(Path folder, int kilobytes) throws IOException {
        Requires.root("mounting a small file system");
        Path mount = Requires.program("mount", REMEDY);
        Files.createDirectories(folder);
        try {
            Commands.run(new ProcessBuilder(
                    mount.toString(),
                    "-t",
                    "tmpfs",
                    "-o",
                    "size=" + kilobytes + "k",
                    "herald-test",
                    folder.toString()));
        } catch (IOException e) {
            Requires.require(false, "cannot mount a tmpfs (" + e.getMessage().strip() + "); get it with: " + REMEDY);
        }
        return new SmallDisk(folder);
    }

    /** Where it is mounted. */
    public Path folder() {
        return folder;
    }

    /** Takes all the space that is left, but for {@code spare} bytes (the kernel gives space in pages). */
    public void fill(int spare) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (folder.toFile().getUsableSpace() > spare) {
                out.write(page);
            }
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() > spare) {
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /** Unmounts it, also if files in it are still open. */
    @Override
    public void close() throws IOException {
        Commands.run(new ProcessBuilder(List.of("umount", "-l", folder.toString())));
    }
}
