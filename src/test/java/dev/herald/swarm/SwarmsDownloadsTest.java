package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Download counts that outlive their swarms and the process. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsDownloadsTest {

    private static final int LIFETIME = 3960;
    private static final long DAY = 86_400;

    private final Swarms swarms = swarms();

    @Test
    void completions_are_drained_once_as_a_sum_for_each_torrent() {
        complete(1, 1);
        complete(1, 2);
        complete(2, 1);
        announce(Announces.of(3, 1).left(0));
        assertThat(drain(swarms)).isEqualTo(Map.of(hash(1), 2, hash(2), 1));
        assertThat(drain(swarms)).isEmpty();
        complete(1, 3);
        assertThat(drain(swarms)).isEqualTo(Map.of(hash(1), 1));
    }

    @Test
    void completions_of_a_dropped_torrent_are_still_drained() {
        complete(1, 1);
        swarms.drop(hash(1));
        assertThat(drain(swarms)).isEqualTo(Map.of(hash(1), 1));
    }

    @Test
    void drain_is_limited_and_leaves_the_rest_for_the_next() {
        for (int torrent = 0; torrent < 5000; torrent++) {
            complete(torrent, 1);
        }
        Map<InfoHash, Integer> written = new HashMap<>();
        swarms.drainDownloads(3333, (infoHash, count) -> written.merge(infoHash, count, Integer::sum));
        assertThat(written).hasSize(3333);
        for (int torrent = 0; torrent < 5000; torrent++) {
            complete(torrent, 2);
        }
        swarms.drainDownloads(0, (infoHash, count) -> written.clear());
        swarms.drainDownloads(5001, (infoHash, count) -> written.merge(infoHash, count, Integer::sum));
        assertThat(written).hasSize(5000);
        assertThat(written.values()).allMatch(count -> count == 2);
        assertThat(drain(swarms)).isEmpty();
    }

    @Test
    void unused_count_is_removed_after_the_given_days() {
        complete(1, 1);
        complete(2, 1);
        announce(Announces.of(2, 1).event(AnnounceEvent.STOPPED));
        Announces.clean(swarms, 0);
        for (int torrent = 3; torrent < 5000; torrent++) {
            restore(swarms, torrent, 1, -(torrent % 7) * DAY);
        }
        assertThat(daysAgo(0))
                .hasSize(4999)
                .containsEntry(hash(1), 0)
                .containsEntry(hash(2), 0)
                .containsEntry(hash(6), 6);
        assertThat(daysAgo(2 * DAY))
                .containsEntry(hash(1), 0)
                .containsEntry(hash(2), 2)
                .containsEntry(hash(6), 8);

        for (int torrent = 1; torrent < 5000; torrent++) {
            boolean old = torrent == 2 || (torrent > 2 && torrent % 7 > 0);
            assertThat(swarms.forgetDownloads(hash(torrent), Announces.START + 2 * DAY, torrent == 2 ? 2 : 3))
                    .isEqualTo(old);
        }

        assertThat(daysAgo(2 * DAY)).hasSize(1 + 4999 / 7).doesNotContainKey(hash(2));
        assertThat(swarms.downloadedTorrents()).isEqualTo(1 + 4999 / 7);
        assertThat(swarms.totals().downloaded()).isEqualTo(1 + 4999 / 7);
        assertThat(swarms.scrape(hash(2), Announces.START).downloaded()).isZero();
        complete(2, 2);
        assertThat(swarms.scrape(hash(2), Announces.START).downloaded()).isEqualTo(1);
    }

    /** With any number of the first day, and with days in the future after the clock was set back. */
    @Test
    void day_numbers_wrap_around() {
        for (long start : new long[] {-5 * DAY, 32_766 * DAY + 7, Integer.MAX_VALUE - 4 * DAY}) {
            Swarms other = swarms();
            other.restoreDownloads(hash(1), 1, start);
            Map<InfoHash, Integer> days = new HashMap<>();
            for (long ago : new long[] {0, 1, 3}) {
                visit(other, start + ago * DAY, days);
                assertThat(days).isEqualTo(Map.of(hash(1), (int) ago));
            }
            visit(other, start - 40 * DAY, days);
            assertThat(days).isEqualTo(Map.of(hash(1), 0));
        }
    }

    @Test
    void at_the_bound_only_listed_torrents_get_a_new_count() {
        Swarms bounded = new Swarms(new SwarmSettings(true, 0, true, 0, 3, false), LIFETIME, new Random(1));
        bounded.countDownloadsOf(hash(7)::equals);
        for (int torrent = 1; torrent <= 9; torrent++) {
            completeIn(bounded, torrent, 1);
            completeIn(bounded, torrent, 2);
        }
        restore(bounded, 10, 40, 0);
        for (int torrent = 1; torrent <= 10; torrent++) {
            assertThat(bounded.scrape(hash(torrent), Announces.START).downloaded())
                    .as("torrent " + torrent)
                    .isEqualTo(torrent <= 3 || torrent == 7 ? 2 : 0);
        }
        assertThat(drain(bounded)).isEqualTo(Map.of(hash(1), 2, hash(2), 2, hash(3), 2, hash(7), 2));
        assertThat(bounded.downloadsFull()).isTrue();
        assertThat(bounded.downloadedTorrents()).isEqualTo(4);
        assertThat(bounded.uncountedDownloads()).isEqualTo(11);
        assertThat(bounded.totals().downloaded()).isEqualTo(8);
        for (int torrent = 1; torrent <= 2; torrent++) {
            bounded.drop(hash(torrent));
            assertThat(bounded.forgetDownloads(hash(torrent), Announces.START, 0))
                    .isTrue();
        }
        assertThat(bounded.downloadsFull()).isFalse();
        completeIn(bounded, 8, 3);
        assertThat(bounded.scrape(hash(8), Announces.START).downloaded()).isEqualTo(1);
        assertThat(bounded.downloadsFull()).isTrue();
    }

    @Test
    void announce_that_is_not_stored_renews_the_day_of_a_count() {
        Swarms full =
                new Swarms(new SwarmSettings(true, 0, true, 1, Integer.MAX_VALUE, false), LIFETIME, new Random(1));
        full.announce(Announces.of(1, 1).request(), 0, false, new CollectingSink());
        restore(full, 2, 40, -5 * DAY);
        restore(full, 3, 40, -5 * DAY);
        full.announce(Announces.of(2, 2).request(), 0, false, new CollectingSink());
        Announces stopped = Announces.of(3, 2).event(AnnounceEvent.STOPPED);
        full.announce(stopped.request(), 0, false, new CollectingSink());
        Map<InfoHash, Integer> days = new HashMap<>();
        visit(full, Announces.START, days);
        assertThat(days).isEqualTo(Map.of(hash(2), 0, hash(3), 5));
    }

    @Test
    void restored_counts_continue_and_are_not_drained() {
        restore(swarms, 1, 40, 0);
        assertThat(swarms.scrape(hash(1), Announces.START)).isEqualTo(new SwarmCounts(0, 0, 0, 40));
        assertThat(swarms.known(hash(1))).isTrue();
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(1, 1, 0, 0, 40));
        complete(1, 1);
        assertThat(swarms.scrape(hash(1), Announces.START)).isEqualTo(new SwarmCounts(1, 0, 0, 41));
        assertThat(drain(swarms)).isEqualTo(Map.of(hash(1), 1));
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(1, 0, 1, 0, 41));
        assertThat(swarms.activity().torrentsAdded()).isZero();
    }

    @Test
    void counts_restored_late_are_added() {
        complete(1, 1);
        restore(swarms, 1, 40, 0);
        assertThat(swarms.scrape(hash(1), Announces.START).downloaded()).isEqualTo(41);
        assertThat(drain(swarms)).isEqualTo(Map.of(hash(1), 1));
        for (int peer = 0; peer < 1000; peer++) {
            announce(Announces.of(2, peer));
        }
        restore(swarms, 2, 7, 0);
        assertThat(swarms.scrape(hash(2), Announces.START).downloaded()).isEqualTo(7);
    }

    @Test
    void counts_are_limited_to_the_largest_int() {
        restore(swarms, 1, Long.MAX_VALUE, 0);
        complete(1, 1);
        assertThat(swarms.scrape(hash(1), Announces.START).downloaded()).isEqualTo(Integer.MAX_VALUE);
        assertThat(swarms.totals().downloaded()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void count_outlives_its_peers_its_swarm_and_a_drop() {
        complete(1, 1);
        complete(2, 1);
        announce(Announces.of(3, 1));
        swarms.drop(hash(1));
        Announces.clean(swarms, LIFETIME + 1);
        Announces.clean(swarms, 10 * LIFETIME);
        assertThat(swarms.known(hash(3))).isFalse();
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(2, 2, 0, 0, 2));
        assertThat(announce(Announces.of(1, 5))).isEqualTo(new SwarmCounts(0, 1, 1, 1));
        Announces stopped = Announces.of(2, 1).event(AnnounceEvent.STOPPED);
        assertThat(announce(stopped)).isEqualTo(new SwarmCounts(0, 0, 0, 1));
        Map<InfoHash, SwarmCounts> shown = new HashMap<>();
        swarms.torrents(Announces.START, shown::put);
        assertThat(shown).isEqualTo(Map.of(hash(1), new SwarmCounts(0, 1, 1, 1), hash(2), new SwarmCounts(0, 0, 0, 1)));
        assertThat(swarms.activity().torrentsAdded()).isEqualTo(3);
        assertThat(swarms.activity().torrentsRemoved()).isEqualTo(1);
    }

    @Test
    void count_of_a_large_swarm_outlives_a_drop() {
        for (int peer = 0; peer < 1000; peer++) {
            complete(1, peer);
        }
        swarms.drop(hash(1));
        assertThat(swarms.scrape(hash(1), Announces.START)).isEqualTo(new SwarmCounts(0, 0, 0, 1000));
    }

    @Test
    void without_keep_downloads_nothing_is_drained_and_counts_are_removed() {
        Swarms unpersisted = new Swarms(new SwarmSettings(true, 0), LIFETIME, new Random(1));
        restore(unpersisted, 1, 3, 0);
        assertThat(unpersisted.known(hash(1))).isFalse();
        for (Announces announce :
                new Announces[] {Announces.of(1, 1), Announces.of(1, 1).left(0)}) {
            unpersisted.announce(announce.request(), 0, false, new CollectingSink());
        }
        assertThat(drain(unpersisted)).isEmpty();
        unpersisted.drop(hash(1));
        assertThat(unpersisted.totals()).isEqualTo(SwarmTotals.ZERO);
    }

    @Test
    void count_without_a_swarm_costs_34_bytes() {
        long before = HeldBytes.of(swarms);
        for (int torrent = 0; torrent < 300_000; torrent++) {
            restore(swarms, torrent, 1, 0);
        }
        // The references to the pages are less than a tenth of a byte each.
        assertThat((HeldBytes.of(swarms) - before) / 300_000.0).isLessThan(34.1);
        for (int torrent = 0; torrent < 300_000; torrent++) {
            announce(Announces.of(torrent, 1));
            announce(Announces.of(torrent, 1).event(AnnounceEvent.STOPPED));
        }
        Announces.clean(swarms, 0);
        assertThat((HeldBytes.of(swarms) - before) / 300_000).isLessThan(36);
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(300_000, 300_000, 0, 0, 300_000));
    }

    private void complete(int torrent, int peer) {
        completeIn(swarms, torrent, peer);
    }

    private static void completeIn(Swarms swarms, int torrent, int peer) {
        CollectingSink.counts(swarms, Announces.of(torrent, peer));
        CollectingSink.counts(swarms, Announces.of(torrent, peer).left(0).event(AnnounceEvent.COMPLETED));
    }

    private static void restore(Swarms swarms, int torrent, long total, long seconds) {
        swarms.restoreDownloads(hash(torrent), total, Announces.START + seconds);
    }

    /** The days since the last announces at {@code seconds} after the start. */
    private Map<InfoHash, Integer> daysAgo(long seconds) {
        Map<InfoHash, Integer> days = new HashMap<>();
        visit(swarms, Announces.START + seconds, days);
        return days;
    }

    private static void visit(Swarms swarms, long second, Map<InfoHash, Integer> days) {
        days.clear();
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.downloads(shard, second, (infoHash, daysAgo) -> assertThat(days.put(infoHash, daysAgo))
                    .isNull());
        }
    }

    private SwarmCounts announce(Announces announce) {
        return CollectingSink.counts(swarms, announce);
    }

    private static Map<InfoHash, Integer> drain(Swarms swarms) {
        Map<InfoHash, Integer> drained = new HashMap<>();
        swarms.drainDownloads(Integer.MAX_VALUE, (infoHash, count) -> assertThat(drained.put(infoHash, count))
                .isNull());
        return drained;
    }

    private static Swarms swarms() {
        return new Swarms(new SwarmSettings(true, 0, true, 0, Integer.MAX_VALUE, false), LIFETIME, new Random(1));
    }

    private static InfoHash hash(int torrent) {
        return Announces.of(torrent, 0).infoHash();
    }
}
