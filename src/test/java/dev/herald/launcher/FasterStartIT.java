package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The kernel knows which files a JVM has mapped, so it tells whether an archive is really used. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FasterStartIT {

    private static final String AT_ONCE = "-Ddev.herald.training.delay=0";
    private static final long PATIENCE_SECONDS = 600;

    private final Path jdk = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    /** One test, because each step needs what the one before has made, which takes long. */
    @Test
    void a_start_uses_the_archive_of_an_earlier_one_and_nothing_that_is_broken_keeps_it_from_getting_up()
            throws Exception {
        Path archive = train(jdk);
        uses(jdk, archive);

        flip(archive);
        stopsQuietlyWhileItBootsWithout(archive);

        try (RandomAccessFile lib = new RandomAccessFile(server().toFile(), "rw")) {
            lib.write(new byte[(int) lib.length()]);
        }
        startsOnceMoreWithout(archive);
    }

    /** Two JDKs share what is unpacked, and the newer one keeps objects too, in an archive of another kind. */
    @Test
    void another_jdk_makes_an_archive_of_its_own_and_leaves_that_of_the_first_alone() throws Exception {
        Path newer = Requires.jdk(25);
        Path other = jdk.equals(newer) ? Requires.jdk(17) : jdk;
        Path first = train(newer);
        uses(newer, first);

        try (HeraldProcess herald = start(other, AT_ONCE)) {
            assertThat(herald.block()).contains("operator");
            assertThat(maps(herald)).doesNotContain(first.getFileName().toString());
            Path second = awaitArchive(first);
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
            uses(other, second);
        }
        uses(newer, first);
    }

    private Path train(Path jdk) throws Exception {
        try (HeraldProcess first = start(jdk, AT_ONCE, "-Xmx400m")) {
            assertThat(first.block()).as("a new token is shown").contains("\n  token ");
            assertThat(commandLine(first))
                    .contains("-Xmx400m", "-jar")
                    .noneMatch(word -> word.matches(".*\\.(jsa|aot)"));
            Path archive = awaitArchive();
            first.signal("TERM");
            assertThat(first.exitCode()).isZero();
            return archive;
        }
    }

    /** The size of the heap makes no difference. */
    private void uses(Path jdk, Path archive) throws Exception {
        try (HeraldProcess herald = start(jdk)) {
            assertThat(herald.block()).contains("operator").as("and not again").doesNotContain("\n  token ");
            assertThat(maps(herald)).contains(archive.getFileName().toString());
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
            assertThat(herald.errors().lines())
                    .allMatch(line -> line.startsWith("WARNING:") || line.contains(" INFO "));
        }
    }

    private void stopsQuietlyWhileItBootsWithout(Path archive) throws Exception {
        DataDir.delete(folder.resolve("herald-data/runtime"));
        try (HeraldProcess herald = start(jdk)) {
            await(folder.resolve("herald-data/runtime/payara/config"));
            assertThat(maps(herald)).doesNotContain(archive.getFileName().toString());
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
            assertThat(herald.errors()).doesNotContain("Exception", "herald:");
        }
    }

    private void startsOnceMoreWithout(Path archive) throws Exception {
        try (HeraldProcess herald = start(jdk)) {
            assertThat(herald.block()).contains("operator");
            assertThat(herald.errors()).contains("herald: starts once more, without what makes it faster");
            assertThat(commandLine(herald)).contains(HeraldProcess.jar().toString());
            assertThat(archive).doesNotExist();
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
        }
    }

    private static String maps(HeraldProcess herald) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(herald.pid()), "maps"));
    }

    /** Without it the server gets up, and the application does not. */
    private Path server() throws IOException {
        return unpacked().get(0).resolve("lib/web-glue.jar");
    }

    private HeraldProcess start(Path jdk, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", HeraldProcess.jar().toString()));
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put(HeraldProcess.START_CACHE, cache().toString());
        return HeraldProcess.run(folder, settings, command);
    }

    private static List<String> commandLine(HeraldProcess herald) throws IOException {
        return List.of(Files.readString(Path.of("/proc", Long.toString(herald.pid()), "cmdline"))
                .split("\0", -1));
    }

    private static void flip(Path archive) throws IOException {
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[100_000]);
        }
    }

    private Path cache() {
        return folder.resolve("herald-data/cache");
    }

    private List<Path> unpacked() throws IOException {
        try (Stream<Path> folders = Files.list(cache())) {
            return folders.filter(path -> !path.toString().endsWith(".tmp")).toList();
        }
    }

    /** One more than those. */
    private Path awaitArchive(Path... others) throws Exception {
        Path unpacked = unpacked().get(0);
        awaitChange(unpacked, () -> archive(unpacked, others).isPresent());
        return archive(unpacked, others).orElseThrow();
    }

    private static Optional<Path> archive(Path unpacked, Path... others) throws IOException {
        try (Stream<Path> files = Files.list(unpacked)) {
            return files.filter(path -> path.toString().matches(".*classes-.*\\.(jsa|aot)"))
                    .filter(path -> !List.of(others).contains(path))
                    .findFirst();
        }
    }

    private static void await(Path file) throws Exception {
        Path there = file.getParent();
        while (Files.notExists(there)) {
            there = there.getParent();
        }
        while (Files.notExists(file)) {
            Path next = there;
            awaitChange(
                    there,
                    () -> Files.exists(file)
                            || Files.exists(next.resolve(next.relativize(file).getName(0))));
            there = there.resolve(there.relativize(file).getName(0));
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Asks again whenever something in that folder has changed. */
    private static void awaitChange(Path folder, Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (WatchService changes = FileSystems.getDefault().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            while (!condition.holds()) {
                var key = changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(key).as("waited for a change in %s", folder).isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
    }
}
