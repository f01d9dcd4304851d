package dev.herald.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Archives of classes beside the unpacked jar, each for one JDK and one set of options. The name ends with the length of the
 * file, because a JVM that maps one that was cut off may crash instead of doing without.
 */
final class ArchiveName {

    /** Of an archive by {@code -XX:ArchiveClassesAtExit}. */
    static final String DYNAMIC = ".jsa";

    /** Of an ahead-of-time cache (JEP 483). */
    static final String AHEAD = ".aot";

    private ArchiveName() {}

    /** What the names of archives for this JVM with these options begin with. */
    static String prefix(List<String> options) {
        long hash = 0xcbf29ce484222325L;
        hash = add(hash, System.getProperty("java.home"));
        hash = add(hash, System.getProperty("java.vm.version"));
        hash = add(hash, System.getProperty("java.vm.vendor"));
        for (String option : options) {
            // Sizes and properties matter to no archive.
            if (!option.matches("(-D|-Xm[snx]|-Xss|-Xlog|#).*")) {
                hash = add(hash, option);
            }
        }
        return String.format("classes-%016x-", hash);
    }

    static String of(String prefix, long length, String kind) {
        return prefix + length + kind;
    }

    /** What makes a JVM use the newest whole archive in that folder, silently if it cannot; empty if there is none. */
    static List<String> options(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path archive : archives) {
                String name = archive.getFileName().toString();
                if (name.equals(of(prefix, archive.toFile().length(), DYNAMIC))) {
                    return List.of("-Xlog:cds*=off", "-XX:+VerifySharedSpaces", "-XX:SharedArchiveFile=" + archive);
                }
                if (name.equals(of(prefix, archive.toFile().length(), AHEAD))) {
                    return List.of(
                            "-Xlog:cds*=off", "-Xlog:aot*=off", "-XX:+VerifySharedSpaces", "-XX:AOTCache=" + archive);
                }
            }
        }
        return List.of();
    }

    /** Removes all archives for that JVM, whichever a process was started with. */
    static void remove(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, prefix + "*.{jsa,aot}")) {
            for (Path archive : archives) {
                Files.deleteIfExists(archive);
            }
        }
    }

    /** Whether {@link #options} says so; others of that kind keep it from saying anything. */
    static boolean isOption(String option) {
        return option.matches("-Xlog:(cds|aot)\\*=off|-XX:\\+VerifySharedSpaces|-XX:(SharedArchiveFile|AOTCache)=.*");
    }

    private static long add(long hash, String text) {
        return (hash ^ text.hashCode()) * 0x100000001b3L;
    }
}
