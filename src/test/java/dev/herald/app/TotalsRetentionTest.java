package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.registry.Actor;
import dev.herald.registry.Database;
import dev.herald.registry.DatabaseServer;
import dev.herald.registry.Entry;
import dev.herald.registry.LocalTransactions;
import dev.herald.registry.MariadbServer;
import dev.herald.registry.PostgresqlServer;
import dev.herald.registry.Registry;
import dev.herald.registry.RegistrySettings;
import dev.herald.registry.Vendor;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Download totals over several weeks and restarts, compared with a map. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class TotalsRetentionTest {

    private static final int LIFETIME = 3960;
    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final int DAYS = 3;
    private static final int MOST = 12;
    private static final int TORRENTS = 30;
    private static final int WEEKS_OF_DAYS = 28;

    private final AccessSettings open = new AccessSettings(false, false, true);
    private long second = 1_800_000_000L;
    private long wallStep;
    private final InstantSource wallClock = () -> Instant.ofEpochSecond(second + wallStep);
    private final SteadyClock steadyClock = new SteadyClock(wallClock, () -> TimeUnit.SECONDS.toNanos(second));
    private Access access;
    private Swarms swarms;
    private TotalsRetention retention;
    private TotalsWriter writer;
    private int clients;

    /** The expected totals, and the days of the last announces. */
    private final Map<InfoHash, Long> counts = new HashMap<>();

    private final Map<InfoHash, Long> announced = new HashMap<>();
    private final Set<InfoHash> listed = new HashSet<>();

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void totals_are_kept_for_the_retention_time_in_memory_and_in_the_database(Vendor vendor, @TempDir Path folder) {
        DatabaseServer server = server(vendor, folder);
        Seeds.runs(1, random -> run(random, server, folder));
    }

    private void run(SplittableRandom random, DatabaseServer server, Path folder) {
        RegistrySettings settings = server.fresh();
        Database database = new Database(settings, folder);
        Migrations.apply(database);
        try (LocalTransactions transactions = new LocalTransactions(database)) {
            Registry registry = start(transactions, database);
            for (int day = 0; day < WEEKS_OF_DAYS; day++) {
                for (int i = random.nextInt(8); i > 0; i--) {
                    act(random, registry);
                }
                second += LIFETIME + 1;
                maintain();
                counts.keySet()
                        .removeIf(torrent -> second / DAY - announced.get(torrent) > DAYS && !listed.contains(torrent));
                compare("day " + day);
                assertThat(rows(registry)).as("day " + day).isEqualTo(counts);
                if (random.nextInt(4) == 0) {
                    registry = start(transactions, database);
                    compare("restart on day " + day);
                }
                second += (1 + random.nextInt(2)) * DAY - LIFETIME - 1;
            }
        }
    }

    /** On the last day of the retention time, at 23:00 by the clock of announces and at 01:00 by the wall clock. */
    @Test
    void a_step_of_the_wall_clock_by_two_hours_removes_no_total(@TempDir Path folder) {
        Database database = new Database(server(Vendor.H2, folder).fresh(), folder);
        Migrations.apply(database);
        try (LocalTransactions transactions = new LocalTransactions(database)) {
            second = 20_900 * DAY + DAY / 2;
            start(transactions, database);
            InfoHash torrent = new InfoHash(1, 7, 7);
            announce(torrent, AnnounceEvent.STARTED, 1);
            announce(torrent, AnnounceEvent.COMPLETED, 0);
            second += LIFETIME + 1;
            for (int day = 0; day <= DAYS; day++) {
                second += day == 0 ? 0 : DAY;
                maintain();
            }

            second = (20_900 + DAYS) * DAY + 23 * HOUR;
            wallStep = 2 * HOUR;
            maintain();
            assertThat(swarms.downloadedTorrents()).isEqualTo(1);

            second += DAY;
            maintain();
            assertThat(swarms.downloadedTorrents()).isZero();
        }
    }

    private static DatabaseServer server(Vendor vendor, Path folder) {
        return switch (vendor) {
            case H2 -> DatabaseServer.h2(folder);
            case POSTGRESQL -> PostgresqlServer.running();
            case MYSQL -> MariadbServer.running();
        };
    }

    private Registry start(LocalTransactions transactions, Database database) {
        access = new Access(open, new Random(1), infoHash -> {});
        swarms = new Swarms(new SwarmSettings(true, 0, true, 0, MOST, false), LIFETIME, new Random(2));
        swarms.countDownloadsOf(access::isListed);
        Registry registry = new Registry(transactions, database, access, wallClock);
        retention = new TotalsRetention(swarms, registry.totals(), access::isListed, DAYS, steadyClock);
        writer = new TotalsWriter(swarms::drainDownloads, registry.totals()::add);
        registry.load();
        assertThat(retention.load()).isEqualTo(counts.size());
        return registry;
    }

    private void act(SplittableRandom random, Registry registry) {
        InfoHash torrent = new InfoHash(random.nextInt(TORRENTS), 7, 7);
        switch (random.nextInt(8)) {
            case 0 -> {
                registry.whitelist().add(Actor.HERALD, Entry.of(torrent.toString(), second));
                listed.add(torrent);
            }
            case 1 -> {
                registry.whitelist().remove(Actor.HERALD, torrent.toString());
                listed.remove(torrent);
            }
            case 2, 3, 4 -> {
                announce(torrent, AnnounceEvent.STARTED, 1);
                announced.put(torrent, second / DAY);
            }
            default -> {
                announce(torrent, AnnounceEvent.STARTED, 1);
                announce(torrent, AnnounceEvent.COMPLETED, 0);
                announced.put(torrent, second / DAY);
                if (counts.containsKey(torrent) || counts.size() < MOST || listed.contains(torrent)) {
                    counts.merge(torrent, 1L, Long::sum);
                }
            }
        }
        clients++;
    }

    private void announce(InfoHash torrent, AnnounceEvent event, long left) {
        AnnounceRequest request = new AnnounceRequest()
                .infoHash(torrent)
                .peerId(new PeerId(clients, 2, 3))
                .source(Address.ofIpv4(0x0a000001 + clients), 6881)
                .progress(event, left, 0, 0)
                .numWant(0, 200, false)
                .received(AccessKey.NONE, second);
        swarms.announce(request, 0, false, (family, wire, offset, count) -> {});
    }

    /** Does the maintenance of a day. */
    private void maintain() {
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, second);
        }
        writer.write();
        for (int shard = 0; shard < swarms.shards(); shard++) {
            retention.step();
        }
    }

    private void compare(String when) {
        Map<InfoHash, Long> found = new HashMap<>();
        swarms.torrents(second, (infoHash, shown) -> {
            if (shown.downloaded() > 0) {
                found.put(infoHash, (long) shown.downloaded());
            }
        });
        assertThat(found).as(when).isEqualTo(counts);
        assertThat(swarms.downloadedTorrents()).as(when).isEqualTo(counts.size());
        assertThat(swarms.downloadsFull()).as(when).isEqualTo(counts.size() >= MOST);
    }

    private static Map<InfoHash, Long> rows(Registry registry) {
        Map<InfoHash, Long> rows = new HashMap<>();
        registry.totals().forEach(0, (infoHash, completed, day) -> rows.put(infoHash, completed));
        return rows;
    }

    @Test
    void a_small_heap_limits_the_number_of_totals() {
        assertThat(TotalsRetention.maxTotals(10_000_000, 256L << 20)).isBetween(500_000, 1_000_000);
        assertThat(TotalsRetention.maxTotals(10_000_000, 8L << 30)).isEqualTo(10_000_000);
        assertThat(TotalsRetention.maxTotals(5, 256L << 20)).isEqualTo(5);
    }
}
