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
 * Kills the whole server, at random moments, while clients of both APIs write keys and hashes; starts it on the same database
 * and compares with what was acknowledged: what the lists say, and whom the frontends let in. On PostgreSQL downloads are counted, too. {@code
 * -Dherald.test.server-kills=1000} does it so often on each database.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class CrashIT {

    private static final int KILLS = Integer.getInteger("herald.test.server-kills", 1);

    private static final int MOST_CHANGES = 400;
    private static final int MOST_NANOS = 20_000_000;

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void nothing_acknowledged_is_lost_on_H2() throws Exception {
        killOften(Server.CLOSED, server -> {});
    }

    @Test
    void nothing_acknowledged_is_lost_on_PostgreSQL() throws Exception {
        try (Postgresql database = new Postgresql(folder.resolve("postgresql"))) {
            database.start();
            Map<String, String> settings = new HashMap<>(Server.CLOSED);
            settings.putAll(database.settings());
            settings.put("HERALD_TOTALS_INTERVAL", "1");
            Downloads downloads = new Downloads(database);
            killOften(settings, downloads::goOn);
        }
    }

    /** What else is done in each life of the server. */
    private interface Step {
        void take(Server server) throws Exception;
    }

    private void killOften(Map<String, String> settings, Step step) throws Exception {
        Books books = new Books();
        for (int kill = 0; kill <= KILLS; kill++) {
            try (Server server = Server.start(folder, settings)) {
                if (kill == 0) {
                    books.open(server.api());
                } else {
                    books.compare(server, "seed " + seed + ", after kill " + kill);
                }
                step.take(server);
                if (kill < KILLS) {
                    Writers writers = new Writers(server, books, random);
                    writers.await(1 + random.nextInt(MOST_CHANGES));
                    LockSupport.parkNanos(random.nextInt(MOST_NANOS));
                    assertThat(server.end("KILL")).isEqualTo(137);
                    writers.end();
                }
            }
        }
    }
}
