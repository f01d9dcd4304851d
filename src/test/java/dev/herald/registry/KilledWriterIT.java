package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.app.Migrations;
import dev.herald.launcher.HeraldProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills a process that writes keys and hashes, at random moments, starts it again and compares what it finds with what was
 * acknowledged. {@code -Dherald.test.kills} sets how often.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class KilledWriterIT {

    private static final int KILLS = Integer.getInteger("herald.test.kills", 10);
    private static final int MOST_CHANGES = 80;
    private static final int MOST_NANOS = 5_000_000;

    @TempDir
    Path folder;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothing_acknowledged_is_lost_on_H2() throws IOException {
        killOftenOn(DatabaseServer.h2(folder).fresh());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothing_acknowledged_is_lost_on_PostgreSQL() throws IOException {
        killOftenOn(PostgresqlServer.running().fresh());
    }

    private static void killOftenOn(RegistrySettings settings) throws IOException {
        try (Database database = new Database(settings, Path.of(""))) {
            Migrations.apply(database);
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Ledger ledger = new Ledger();
        long acknowledged = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
            Process writer = start(settings, random.nextLong());
            try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
                ledger.compare(found(lines), "seed " + seed + ", after kill " + kill);
                int changes = kill == KILLS ? 0 : 1 + random.nextInt(MOST_CHANGES);
                String line = "";
                while (changes > 0 && (line = lines.readLine()) != null) {
                    ledger.read(line);
                    changes -= line.equals("!") ? 1 : 0;
                }
                assertThat(line).as("the writer ended by itself").isNotNull();
                LockSupport.parkNanos(random.nextInt(MOST_NANOS));
                // From outside the process, which would discard its last output.
                writer.toHandle().destroyForcibly();
                lines.lines().forEach(ledger::read);
            } finally {
                writer.destroyForcibly().onExit().join();
            }
            acknowledged = ledger.acknowledged();
        }
        assertThat(acknowledged).as("changes that were acknowledged").isGreaterThan(5L * KILLS);
    }

    private static Process start(RegistrySettings settings, long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HeraldProcess.COMPILED_ONCE,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledWriter.class.getName(),
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the writer reports. */
    private static Map<String, String> found(BufferedReader lines) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            assertThat(line).as("the writer ended by itself").isNotNull();
            String[] words = line.split(" ", -1);
            found.put(words[1] + " " + words[2], words[3]);
        }
        return found;
    }

    /** The entries that must exist, and those in doubt. */
    private static final class Ledger {

        private final Map<String, String> certain = new TreeMap<>();
        private List<String> underWay = List.of();
        private long acknowledged;

        void read(String line) {
            if (line.startsWith("?")) {
                underWay = new ArrayList<>(List.of(line.split(" ", -1)));
            } else {
                apply(underWay, certain);
                underWay = List.of();
                acknowledged++;
            }
        }

        private static void apply(List<String> change, Map<String, String> state) {
            for (int i = 1; i + 2 < change.size(); i += 3) {
                String entry = change.get(i) + " " + change.get(i + 1);
                if (change.get(i + 2).equals("-")) {
                    state.remove(entry);
                } else {
                    state.put(entry, change.get(i + 2));
                }
            }
        }

        /** An unacknowledged change is there as a whole or not at all. */
        void compare(Map<String, String> found, String when) {
            Map<String, String> done = new TreeMap<>(certain);
            apply(underWay, done);
            assertThat(found).as("%s, under way was %s", when, underWay).isIn(certain, done);
            certain.clear();
            certain.putAll(found);
            underWay = List.of();
        }

        long acknowledged() {
            return acknowledged;
        }
    }
}
