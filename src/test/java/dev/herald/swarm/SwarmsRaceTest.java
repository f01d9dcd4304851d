package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsRaceTest {

    private static final int PEERS_EACH = 2000;
    private final Swarms swarms =
            new Swarms(new SwarmSettings(true, 0, true, 0, Integer.MAX_VALUE, false), 3960, new Random(1));
    private final Map<InfoHash, Integer> drained = new HashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Two threads announce to one large swarm, or to 500 small ones. */
    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void counts_are_exact_after_concurrent_announces(int torrents) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        CountDownLatch ready = new CountDownLatch(2);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            int first = thread * PEERS_EACH;
            done.add(pool.submit(() -> {
                ready.countDown();
                ready.await();
                announceAll(first, torrents);
                return null;
            }));
        }
        Future<?> cleaning = pool.submit(() -> {
            for (int shard = 0; shard < swarms.shards() * 20; shard++) {
                swarms.clean(shard % swarms.shards(), Announces.START);
            }
        });
        Future<?> reading = pool.submit(() -> {
            while (!over.get()) {
                read(torrents);
            }
        });
        for (Future<?> thread : done) {
            thread.get();
        }
        cleaning.get();
        over.set(true);
        reading.get();
        read(torrents);
        pool.shutdown();
        SwarmCounts sum = sum(torrents);
        assertThat(sum.complete()).isEqualTo(PEERS_EACH);
        assertThat(sum.incomplete()).isEqualTo(PEERS_EACH / 2);
        assertThat(sum.downloaded()).isEqualTo(PEERS_EACH);
        assertThat(drained.values().stream().mapToInt(count -> count).sum()).isEqualTo(PEERS_EACH);
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, Announces.START);
        }
        // All peers of every fourth of 500 torrents have stopped.
        assertThat(swarms.totals())
                .isEqualTo(new SwarmTotals(torrents - torrents / 4, 0, PEERS_EACH, PEERS_EACH / 2, PEERS_EACH));
    }

    /** While other peers are added, removed and moved. */
    @Test
    void staying_peers_are_listed_once_during_concurrent_changes() throws Exception {
        for (int peer = 0; peer < PEERS_EACH; peer++) {
            announce(Announces.of(1, peer));
        }
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Future<?> crowd = pool.submit(() -> {
            for (int round = 0; !over.get(); round++) {
                for (int peer = 0; peer < PEERS_EACH; peer++) {
                    announce(Announces.of(1, peer).left((peer + round) % 2));
                    Announces passing = Announces.of(1, PEERS_EACH + peer).left(round % 3);
                    announce(round % 2 == 0 ? passing : passing.event(AnnounceEvent.STOPPED));
                }
            }
        });
        for (int i = 0; i < 100; i++) {
            long stayed = swarms.peers(Announces.of(1, 0).infoHash(), Announces.START, Integer.MAX_VALUE).stream()
                    .map(peer -> peer.endpoint().address().ipv4() - 0x0a000001)
                    .filter(peer -> peer < PEERS_EACH)
                    .distinct()
                    .count();
            assertThat(stayed).isEqualTo(PEERS_EACH);
        }
        over.set(true);
        crowd.get();
        pool.shutdown();
    }

    /** Half of the peers complete, a quarter leave, a quarter stay leechers. */
    private void announceAll(int first, int torrents) {
        for (int round = 0; round < 3; round++) {
            for (int peer = first; peer < first + PEERS_EACH; peer++) {
                Announces announce = Announces.of(peer % torrents, peer);
                announce(round > 0 && peer % 2 == 0 ? announce.left(0) : announce);
                if (round == 2 && peer % 4 == 1) {
                    announce(announce.event(AnnounceEvent.STOPPED));
                }
            }
        }
    }

    private void read(int torrents) {
        swarms.drainDownloads(Integer.MAX_VALUE, (infoHash, count) -> drained.merge(infoHash, count, Integer::sum));
        List<InfoHash> shown = new ArrayList<>();
        swarms.torrents(Announces.START, (infoHash, counts) -> {
            shown.add(infoHash);
            // No lock is held, so a visitor can use the store, and counts can change meanwhile.
            assertThat(swarms.scrape(infoHash, Announces.START).downloaded())
                    .isGreaterThanOrEqualTo(counts.downloaded());
        });
        assertThat(shown).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(torrents);
        assertThat(swarms.peers(Announces.of(0, 0).infoHash(), Announces.START, Integer.MAX_VALUE))
                .extracting(SwarmPeer::endpoint)
                .doesNotHaveDuplicates();
        SwarmTotals totals = swarms.totals();
        assertThat(totals.seeders() + totals.leechers()).isBetween(0L, 2L * PEERS_EACH);
    }

    private void announce(Announces announce) {
        CollectingSink answer = new CollectingSink();
        swarms.announce(announce.request(), 20, false, answer);
        assertThat(answer.peers).doesNotHaveDuplicates();
    }

    private SwarmCounts sum(int torrents) {
        int complete = 0;
        int incomplete = 0;
        int downloaded = 0;
        for (int torrent = 0; torrent < torrents; torrent++) {
            SwarmCounts counts = swarms.scrape(Announces.of(torrent, 0).infoHash(), Announces.START);
            complete += counts.complete();
            incomplete += counts.incomplete();
            downloaded += counts.downloaded();
        }
        return new SwarmCounts(complete, incomplete, incomplete, downloaded);
    }
}
