package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.conformance.DoorClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the whole server, at random moments, while clients of both APIs write keys and hashes; starts it on the same database
 * and compares with what was acknowledged: what the lists say, and whom the doors let in. {@code
 * -Dherald.test.server-kills=1000} does it so often on each database.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class CrashIT {

    private static final int H2_KILLS = Integer.getInteger("herald.test.server-kills", 3);
    private static final int POSTGRESQL_KILLS = Integer.getInteger("herald.test.server-kills", 1);

    private static final int WRITERS = 4;
    private static final int MOST_CHANGES = 400;
    private static final int MOST_NANOS = 20_000_000;
    private static final long PATIENCE_SECONDS = 120;

    private static final String KEY = "TheKeyThatIsThereAllTheTimeLong0";
    private static final String HASH = "5452869be36f9f3350ccee6b4544e7e76caaadab";

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Ledger keys = new Ledger();
    private final Ledger hashes = new Ledger();

    @Test
    void nothing_acknowledged_is_lost_on_H2() throws Exception {
        killOften(Server.CLOSED, H2_KILLS);
    }

    @Test
    void nothing_acknowledged_is_lost_on_PostgreSQL() throws Exception {
        try (Postgresql database = new Postgresql(folder.resolve("postgresql"))) {
            database.start();
            Map<String, String> settings = new HashMap<>(Server.CLOSED);
            settings.putAll(database.settings());
            killOften(settings, POSTGRESQL_KILLS);
        }
    }

    private void killOften(Map<String, String> settings, int kills) throws Exception {
        for (int kill = 0; kill <= kills; kill++) {
            try (Server server = Server.start(folder, settings)) {
                if (kill == 0) {
                    assertThat(server.api().postKey(KEY).ok()).isTrue();
                    assertThat(server.api().postHash(HASH).ok()).isTrue();
                    keys.acknowledged(KEY, true);
                    hashes.acknowledged(HASH, true);
                } else {
                    compare(server, "seed " + seed + ", after kill " + kill);
                }
                if (kill < kills) {
                    killWhileWriting(server);
                }
            }
        }
    }

    private void killWhileWriting(Server server) throws Exception {
        Semaphore acknowledged = new Semaphore(0);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<CompletableFuture<Void>> writers = Stream.generate(
                            () -> new Writer(server.api(), random.nextLong(), keys, hashes, acknowledged::release))
                    .limit(WRITERS)
                    .map(writer -> CompletableFuture.runAsync(writer, threads))
                    .toList();
            int changes = 1 + random.nextInt(MOST_CHANGES);
            assertThat(acknowledged.tryAcquire(changes, PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s changes in time; writers %s", changes, writers)
                    .isTrue();
            LockSupport.parkNanos(random.nextInt(MOST_NANOS));
            assertThat(server.end("KILL")).isEqualTo(137);
            for (CompletableFuture<Void> writer : writers) {
                writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void compare(Server server, String when) throws IOException {
        Set<String> allKeys = keys.ids();
        Set<String> allHashes = hashes.ids();
        Set<String> foundKeys = server.api().ids("keys");
        Set<String> foundHashes = server.api().ids("whitelist");
        assertThat(keys.contradictions(foundKeys)).as(when).isEmpty();
        assertThat(hashes.contradictions(foundHashes)).as(when).isEmpty();
        DoorClient udp = server.udp();
        assertThat(allKeys).as(when).allSatisfy(key -> assertThat(Clients.served(udp, key, HASH))
                .isEqualTo(foundKeys.contains(key)));
        DoorClient http = server.http();
        assertThat(allHashes).as(when).allSatisfy(hash -> assertThat(Clients.served(http, KEY, hash))
                .isEqualTo(foundHashes.contains(hash)));
    }
}
