package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server at random moments while clients of both APIs write keys and hashes. Restarts it on the same database and checks
 * the lists and the decisions of the frontends against the acknowledged changes. On PostgreSQL, also checks the download counts.
 * {@code -Dherald.test.server-kills=1000} sets the number of kills per database.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class CrashIT {

    private static final int KILLS = Integer.getInteger("herald.test.server-kills", 1);

    private static final int MAX_CHANGES = 400;
    private static final int MAX_NANOS = 20_000_000;

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void acknowledged_changes_survive_SIGKILL_on_H2() throws Exception {
        killRepeatedly(Server.PRIVATE_AND_LISTED, server -> {});
    }

    @Test
    void acknowledged_changes_survive_SIGKILL_on_PostgreSQL() throws Exception {
        try (Postgresql database = new Postgresql(folder.resolve("postgresql"))) {
            database.start();
            Map<String, String> settings = new HashMap<>(Server.PRIVATE_AND_LISTED);
            settings.putAll(database.settings());
            settings.put("HERALD_TOTALS_INTERVAL", "1");
            DownloadCounts downloads = new DownloadCounts(database);
            killRepeatedly(settings, downloads::checkAndDownload);
        }
    }

    /** An action to run after each start of the server. */
    private interface Step {
        void run(Server server) throws Exception;
    }

    private void killRepeatedly(Map<String, String> settings, Step step) throws Exception {
        ExpectedLists expected = new ExpectedLists();
        for (int kill = 0; kill <= KILLS; kill++) {
            try (Server server = Server.start(folder, settings)) {
                if (kill == 0) {
                    expected.addFixtures(server.api());
                } else {
                    expected.compare(server, "seed " + seed + ", after kill " + kill);
                }
                step.run(server);
                if (kill < KILLS) {
                    Writers writers = new Writers(server, expected, random);
                    writers.await(1 + random.nextInt(MAX_CHANGES));
                    LockSupport.parkNanos(random.nextInt(MAX_NANOS));
                    assertThat(server.end("KILL")).isEqualTo(137);
                    writers.end();
                }
            }
        }
    }
}
