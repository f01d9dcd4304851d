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
    private static final String NEVER = "-Ddev.herald.training.delay=600";
    private static final long PATIENCE_SECONDS = 170;

    @TempDir
    Path folder;

    @Test
    void a_later_start_uses_the_archive_that_an_earlier_one_made_and_does_without_a_broken_one() throws Exception {
        trainsAndUses(Path.of(System.getProperty("java.home")), ".jsa");
    }

    @Test
    void on_JDK_25_it_is_an_ahead_of_time_cache() throws Exception {
        trainsAndUses(Requires.jdk(25), ".aot");
    }

    private void trainsAndUses(Path jdk, String kind) throws Exception {
        String newer = Runtime.version().feature() >= 25 ? ".aot" : kind;
        Path archive;
        try (HeraldProcess first = start(jdk, AT_ONCE, "-Xmx400m")) {
            assertThat(first.block()).contains("operator");
            assertThat(commandLine(first))
                    .contains("-Xmx400m", "-jar")
                    .noneMatch(word -> word.matches(".*\\.(jsa|aot)"));
            archive = awaitArchive();
            assertThat(archive.toString()).endsWith(newer);
            first.signal("TERM");
            assertThat(first.exitCode()).isZero();
        }
        // The size of the heap makes no difference.
        assertThat(mappedBy(jdk, archive)).isTrue();

        flip(archive);
        assertThat(mappedBy(jdk, archive)).isFalse();
    }

    @Test
    void a_kill_in_the_middle_of_the_training_leaves_no_process() throws Exception {
        try (HeraldProcess herald = start(Path.of(System.getProperty("java.home")), AT_ONCE)) {
            assertThat(herald.block()).contains("operator");
            await(unpacked().get(0).resolve("training/data/herald.lock"));
            List<ProcessHandle> training =
                    ProcessHandle.of(herald.pid()).orElseThrow().descendants().toList();
            assertThat(training).isNotEmpty();

            herald.signal("KILL");
            assertThat(herald.exitCode()).isEqualTo(137);

            for (ProcessHandle process : training) {
                process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void without_a_cache_the_jar_runs_as_it_is() throws Exception {
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put(HeraldProcess.START_CACHE, "");
        try (HeraldProcess herald = HeraldProcess.start(folder, settings)) {
            assertThat(herald.block()).contains("operator");
            assertThat(commandLine(herald)).contains(HeraldProcess.jar().toString());
            assertThat(folder.resolve("herald-data/cache")).doesNotExist();
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
        }
    }

    private HeraldProcess start(Path jdk, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", HeraldProcess.jar().toString()));
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put(HeraldProcess.START_CACHE, cache().toString());
        return HeraldProcess.run(folder, settings, command);
    }

    /** Starts, and ends by SIGTERM. */
    private boolean mappedBy(Path jdk, Path archive) throws IOException, InterruptedException {
        try (HeraldProcess herald = start(jdk, NEVER)) {
            assertThat(herald.block()).contains("operator");
            boolean mapped = Files.readString(Path.of("/proc", Long.toString(herald.pid()), "maps"))
                    .contains(archive.getFileName().toString());
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
            assertThat(herald.errors().lines())
                    .allMatch(line -> line.startsWith("WARNING:") || line.contains(" INFO "));
            return mapped;
        }
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

    private Path awaitArchive() throws Exception {
        Path unpacked = unpacked().get(0);
        awaitChange(unpacked, () -> archive(unpacked).isPresent());
        return archive(unpacked).orElseThrow();
    }

    private static Optional<Path> archive(Path unpacked) throws IOException {
        try (Stream<Path> files = Files.list(unpacked)) {
            return files.filter(path -> path.toString().matches(".*classes-.*\\.(jsa|aot)"))
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
