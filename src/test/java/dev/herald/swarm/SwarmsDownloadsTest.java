package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void completions_of_a_torrent_that_is_dropped_are_still_drained() {
        complete(1, 1);
        swarms.drop(hash(1));
        assertThat(drain(swarms)).isEqualTo(Map.of(hash(1), 1));
    }

    @Test
    void what_a_sink_could_not_write_stays_for_the_next_drain() {
        for (int torrent = 0; torrent < 5000; torrent++) {
            complete(torrent, 1);
        }
        Map<InfoHash, Integer> written = new HashMap<>();
        assertThatThrownBy(() -> swarms.drainDownloads((infoHash, count) -> {
                    if (written.size() == 3333) {
                        throw new IllegalStateException("the database is away");
                    }
                    written.put(infoHash, count);
                }))
                .isInstanceOf(IllegalStateException.class);
        complete(4999, 2);
        swarms.drainDownloads((infoHash, count) -> written.merge(infoHash, count, Integer::sum));
        assertThat(written).hasSize(5000);
        assertThat(written.remove(hash(4999))).isEqualTo(2);
        assertThat(written.values()).allMatch(count -> count == 1);
    }

    @Test
    void restored_counts_go_on_counting_and_are_not_drained_again() {
        swarms.restoreDownloads(hash(1), 40);
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
    void counts_that_come_late_are_added() {
        complete(1, 1);
        swarms.restoreDownloads(hash(1), 40);
        assertThat(swarms.scrape(hash(1), Announces.START).downloaded()).isEqualTo(41);
        assertThat(drain(swarms)).isEqualTo(Map.of(hash(1), 1));
        for (int peer = 0; peer < 1000; peer++) {
            announce(Announces.of(2, peer));
        }
        swarms.restoreDownloads(hash(2), 7);
        assertThat(swarms.scrape(hash(2), Announces.START).downloaded()).isEqualTo(7);
    }

    @Test
    void counts_end_at_the_greatest_there_is() {
        swarms.restoreDownloads(hash(1), Long.MAX_VALUE);
        complete(1, 1);
        assertThat(swarms.scrape(hash(1), Announces.START).downloaded()).isEqualTo(Integer.MAX_VALUE);
        assertThat(swarms.totals().downloaded()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_count_outlives_its_peers_its_swarm_and_being_dropped() {
        complete(1, 1);
        complete(2, 1);
        announce(Announces.of(3, 1));
        swarms.drop(hash(1));
        clean(LIFETIME + 1);
        clean(10 * LIFETIME);
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
    void the_count_of_a_large_swarm_outlives_being_dropped() {
        for (int peer = 0; peer < 1000; peer++) {
            complete(1, peer);
        }
        swarms.drop(hash(1));
        assertThat(swarms.scrape(hash(1), Announces.START)).isEqualTo(new SwarmCounts(0, 0, 0, 1000));
    }

    @Test
    void without_the_setting_nothing_is_collected_and_nothing_outlives_the_retention() {
        Swarms forgetful = new Swarms(new SwarmSettings(true, 0), LIFETIME, new Random(1));
        forgetful.restoreDownloads(hash(1), 3);
        assertThat(forgetful.known(hash(1))).isFalse();
        for (Announces announce :
                new Announces[] {Announces.of(1, 1), Announces.of(1, 1).left(0)}) {
            forgetful.announce(announce.request(), 0, false, new Collected());
        }
        assertThat(drain(forgetful)).isEmpty();
        forgetful.drop(hash(1));
        assertThat(forgetful.totals()).isEqualTo(SwarmTotals.ZERO);
    }

    @Test
    void a_count_without_a_swarm_costs_some_31_bytes_and_a_swarm_that_empties_becomes_one() {
        long before = swarms.heldBytes();
        for (int torrent = 0; torrent < 300_000; torrent++) {
            swarms.restoreDownloads(hash(torrent), 1);
        }
        assertThat((swarms.heldBytes() - before) / 300_000).isLessThan(32);
        for (int torrent = 0; torrent < 300_000; torrent++) {
            announce(Announces.of(torrent, 1));
            announce(Announces.of(torrent, 1).event(AnnounceEvent.STOPPED));
        }
        clean(0);
        assertThat((swarms.heldBytes() - before) / 300_000).isLessThan(33);
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(300_000, 300_000, 0, 0, 300_000));
    }

    private void complete(int torrent, int peer) {
        announce(Announces.of(torrent, peer));
        announce(Announces.of(torrent, peer).left(0).event(AnnounceEvent.COMPLETED));
    }

    private SwarmCounts announce(Announces announce) {
        return Collected.counts(swarms, announce);
    }

    private static Map<InfoHash, Integer> drain(Swarms swarms) {
        Map<InfoHash, Integer> drained = new HashMap<>();
        swarms.drainDownloads(
                (infoHash, count) -> assertThat(drained.put(infoHash, count)).isNull());
        return drained;
    }

    private void clean(int seconds) {
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, Announces.START + seconds);
        }
    }

    private static Swarms swarms() {
        return new Swarms(new SwarmSettings(true, 0, true), LIFETIME, new Random(1));
    }

    private static InfoHash hash(int torrent) {
        return Announces.of(torrent, 0).infoHash();
    }
}
