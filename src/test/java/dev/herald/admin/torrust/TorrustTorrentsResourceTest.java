package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TorrustTorrentsResourceTest {

    /** The naive version keeps all torrents in a sorted set. */
    @Test
    void any_range_equals_that_of_a_sorted_set() {
        Seeds.runs(
                300,
                seeded -> showsAPart(
                        new Random(seeded.nextLong()),
                        seeded.nextInt(61),
                        seeded.nextInt(71),
                        seeded.nextInt(71),
                        seeded.nextInt(1, 81)));
    }

    private static void showsAPart(Random random, int torrents, int offset, int limit, int pageSize) {
        TreeSet<InfoHash> all = new TreeSet<>();
        while (all.size() < torrents) {
            all.add(new InfoHash(random.nextInt(4) - 2L, random.nextInt(4) - 2L, random.nextInt()));
        }
        List<InfoHash> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);

        assertThat(shown(shuffled, offset, limit, pageSize))
                .containsExactlyElementsOf(
                        all.stream().skip(offset).limit(limit).toList());
    }

    @Test
    void a_large_limit_returns_the_remaining_torrents() {
        List<InfoHash> all = Stream.iterate(1, i -> i + 1)
                .limit(1000)
                .map(i -> new InfoHash(i, 0, 0))
                .toList();

        assertThat(shown(all, 0xffff_ffffL, 0xffff_ffffL, 10)).isEmpty();
        assertThat(shown(all, 0, 0xffff_ffffL, 10)).isEqualTo(all);
        assertThat(shown(all, 5, 0, 10)).isEmpty();
    }

    private static List<InfoHash> shown(List<InfoHash> torrents, long offset, long limit, int pageSize) {
        List<InfoHash> shown = new ArrayList<>();
        TorrustTorrentsResource.inOrder(
                visitor -> torrents.forEach(torrent -> visitor.visit(torrent, SwarmCounts.ZERO)),
                pageSize,
                offset,
                limit,
                (torrent, counts) -> shown.add(torrent));
        return shown;
    }
}
