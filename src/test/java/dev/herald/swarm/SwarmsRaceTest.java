package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsRaceTest {

    private static final int PEERS_EACH = 2000;
    private final Swarms swarms = new Swarms(new SwarmSettings(true, 0), 3960, new Random(1));

    /** One torrent: both threads hammer the same large swarm. 500: small ones, each hammered by both. */
    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void counts_add_up_when_threads_hammer_the_same_swarms(int torrents) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        CountDownLatch ready = new CountDownLatch(2);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            int first = thread * PEERS_EACH;
            done.add(pool.submit(() -> {
                ready.countDown();
                ready.await();
                hammer(first, torrents);
                return null;
            }));
        }
        Future<?> cleaning = pool.submit(() -> {
            for (int shard = 0; shard < swarms.shards() * 20; shard++) {
                swarms.clean(shard % swarms.shards(), Announces.START);
            }
        });
        for (Future<?> thread : done) {
            thread.get();
        }
        cleaning.get();
        pool.shutdown();
        SwarmCounts sum = sum(torrents);
        assertThat(sum.complete()).isEqualTo(PEERS_EACH);
        assertThat(sum.incomplete()).isEqualTo(PEERS_EACH / 2);
        assertThat(sum.downloaded()).isEqualTo(PEERS_EACH);
    }

    /** Half of the peers complete, a quarter leave, a quarter stay leechers. */
    private void hammer(int first, int torrents) {
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

    private void announce(Announces announce) {
        Collected answer = new Collected();
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
