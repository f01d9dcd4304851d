package dev.herald.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts a faster Herald in the place of this process: the same command with the unpacked jar for the jar, and with the archive of
 * its classes if there is one. The JVM can keep an archive only of what lies on a flat class path, and only of what it was
 * told before it started; so the process replaces itself ({@code execve}), which keeps its number, its standard streams, its
 * environment and whoever waits for it.
 */
final class Restart {

    /** Set in the process that has been put in place: where the unpacked jar lies. */
    static final String FOLDER = "dev.herald.start.folder";

    /** Set there too: what names of archives of that process begin with. */
    static final String ARCHIVES = "dev.herald.start.archives";

    /** Set there too: the jar that was started. */
    static final String JAR = "dev.herald.start.jar";

    /** Set in the process that has been put in place of one that failed: it runs the jar as it is. */
    static final String PLAIN = "dev.herald.start.plain";

    /** Why the process was not replaced. */
    static final String OBSTACLE = "dev.herald.start.obstacle";

    /** What is bound to this process, and would be there twice or be lost. */
    private static final List<String> BOUND =
            List.of("-agent", "-javaagent", "-Xrun", "jmxremote", "StartFlightRecording");

    private static final List<String> OWN_ARCHIVE =
            List.of("-Xshare", "SharedArchiveFile", "ArchiveClasses", "-XX:AOT");

    private Restart() {}

    /** Returns only if that cannot be done, which costs nothing but time. */
    static void attempt() {
        if (System.getProperty(PLAIN) != null) {
            obstacle("it failed");
            return;
        }
        try {
            Optional<Path> cache = EarlySettings.ofThisProcess().cache();
            if (cache.isEmpty()) {
                obstacle("herald.start.cache is empty");
                return;
            }
            if (!"Linux".equals(System.getProperty("os.name"))) {
                obstacle("this is not Linux");
                return;
            }
            replace(cache.get());
        } catch (IOException | UncheckedIOException | ReflectiveOperationException | LinkageError e) {
            obstacle(e.toString());
        }
    }

    /**
     * Puts the jar as it is in the place of a process that runs on its unpacked form and has failed, so that whatever is wrong
     * there, or in the archive, costs time and nothing else. Returns if this process is none of those, or it cannot be done.
     */
    static void undo(String failure) {
        String folder = System.getProperty(FOLDER);
        String jar = System.getProperty(JAR);
        if (folder == null || jar == null) {
            return;
        }
        try {
            ArchiveName.remove(Path.of(folder), System.getProperty(ARCHIVES));
            List<String> command = command();
            int last = command.indexOf("-jar");
            List<String> next = new ArrayList<>(command.subList(0, last));
            next.removeIf(Restart::isOwnOption);
            next.addAll(List.of("-D" + PLAIN + "=true", "-jar", jar));
            next.addAll(command.subList(last + 2, command.size()));
            System.err.println("herald: starts once more, without what makes it faster, because it failed: " + failure);
            Exec.replace(new UnpackedJar(Path.of(folder)), Files.readSymbolicLink(Path.of("/proc/self/exe")), next);
        } catch (IOException | UncheckedIOException | ReflectiveOperationException | LinkageError e) {
            System.err.println("herald: that cannot be done: " + e);
        }
    }

    private static boolean isOwnOption(String option) {
        return option.matches("-D(" + FOLDER + "|" + ARCHIVES + "|" + JAR + ")=.*") || ArchiveName.isOption(option);
    }

    private static void replace(Path cache) throws IOException, ReflectiveOperationException {
        List<String> command = command();
        int jar = command.indexOf("-jar");
        if (jar < 1 || jar + 1 == command.size()) {
            obstacle("the command has no -jar");
            return;
        }
        List<String> options = options(command.subList(1, jar));
        if (mention(options, BOUND)) {
            obstacle("an option of the JVM is bound to this process");
            return;
        }
        UnpackedJar unpacked = UnpackedJar.in(cache, ownJar());
        String archives = ArchiveName.prefix(options);
        List<String> next = new ArrayList<>();
        next.add(command.get(0));
        if (!mention(options, OWN_ARCHIVE)) {
            next.addAll(ArchiveName.options(unpacked.folder(), archives));
        }
        next.addAll(command.subList(1, jar));
        next.add("-D" + FOLDER + "=" + unpacked.folder());
        next.add("-D" + ARCHIVES + "=" + archives);
        next.add("-D" + JAR + "=" + ownJar());
        next.add("-jar");
        next.add(unpacked.jar().toString());
        next.addAll(command.subList(jar + 2, command.size()));
        Exec.replace(unpacked, Files.readSymbolicLink(Path.of("/proc/self/exe")), next);
        obstacle("the system refuses to replace the process");
    }

    /** As it was typed: files of options are still named, and what the environment adds will be added again. */
    private static List<String> command() throws IOException {
        String line = Files.readString(Path.of("/proc/self/cmdline"), nativeCharset());
        return List.of(line.substring(0, line.length() - 1).split("\0", -1));
    }

    /** All options of the JVM, wherever they come from; those of a file as the lines that it has. */
    private static List<String> options(List<String> typed) throws IOException {
        List<String> options = new ArrayList<>();
        for (String option : typed) {
            if (option.startsWith("@") && Files.isReadable(Path.of(option.substring(1)))) {
                options.addAll(Files.readAllLines(Path.of(option.substring(1)), nativeCharset()));
            } else {
                options.add(option);
            }
        }
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            Optional.ofNullable(System.getenv(variable)).ifPresent(options::add);
        }
        return options;
    }

    private static boolean mention(List<String> options, List<String> words) {
        return options.stream().anyMatch(option -> words.stream().anyMatch(option::contains));
    }

    private static Path ownJar() {
        return Path.of(System.getProperty("java.class.path"));
    }

    /** The one in which Java reads file names and arguments. */
    static Charset nativeCharset() {
        return Charset.forName(System.getProperty(
                "sun.jnu.encoding", StandardCharsets.UTF_8.name().toUpperCase(Locale.ROOT)));
    }

    private static void obstacle(String reason) {
        System.setProperty(OBSTACLE, reason);
    }
}
