package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.admin.TorrentRanking.Position;
import dev.herald.admin.TorrentRanking.Row;
import dev.herald.admin.TorrentRanking.Sort;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages against all torrents in a sorted list. */
final class TorrentRankingTest {

    private record Torrent(InfoHash infoHash, SwarmCounts counts) {}

    @Test
    void the_pages_are_the_sorted_list() {
        Seeds.runs(
                300,
                seeded -> pagesAreSorted(
                        Seeds.pick(seeded, Sort.values()),
                        seeded.nextBoolean(),
                        seeded.nextInt(61),
                        seeded.nextInt(1, 21),
                        new Random(seeded.nextLong())));
    }

    private static void pagesAreSorted(Sort sort, boolean descending, int torrents, int limit, Random random) {
        List<Torrent> all = new ArrayList<>();
        for (int i = 0; i < torrents; i++) {
            all.add(new Torrent(
                    // Signs are mixed, because hashes are ordered as unsigned bytes.
                    new InfoHash(random.nextLong(), random.nextLong(), i),
                    new SwarmCounts(random.nextInt(4), random.nextInt(4), 0, random.nextInt(4))));
        }
        for (String prefix : List.of("", "8", "7f")) {
            List<InfoHash> expected = all.stream()
                    .filter(torrent -> torrent.infoHash.toString().startsWith(prefix))
                    .sorted(order(sort, descending))
                    .map(Torrent::infoHash)
                    .toList();
            assertThat(pages(all, sort, descending, prefix, limit, random)).isEqualTo(expected);
        }
    }

    private static List<InfoHash> pages(
            List<Torrent> all, Sort sort, boolean descending, String prefix, int limit, Random random) {
        List<InfoHash> found = new ArrayList<>();
        List<Position> after = List.of();
        boolean more = true;
        while (more) {
            TorrentRanking ranking =
                    new TorrentRanking(sort, descending, prefix, after, limit, TorrentRankingTest::announced);
            Collections.shuffle(all, random);
            all.forEach(torrent -> ranking.visit(torrent.infoHash, torrent.counts));
            List<Row> rows = ranking.rows();
            rows.forEach(row -> found.add(row.infoHash()));
            more = ranking.hasNext();
            assertThat(rows).hasSizeLessThanOrEqualTo(limit);
            if (more) {
                Row last = rows.get(rows.size() - 1);
                after = List.of(new Position(last.value(), last.infoHash()));
            }
        }
        return found;
    }

    private static int announced(InfoHash infoHash) {
        return infoHash.low() % 4;
    }

    private static Comparator<Torrent> order(Sort sort, boolean descending) {
        Comparator<Torrent> byHash = Comparator.comparing(torrent -> torrent.infoHash.toString());
        if (sort == Sort.HASH) {
            return descending ? byHash.reversed() : byHash;
        }
        Comparator<Torrent> byCount = Comparator.comparingInt(torrent -> switch (sort) {
            case SEEDERS -> torrent.counts.complete();
            case LEECHERS -> torrent.counts.incomplete();
            case ANNOUNCED -> announced(torrent.infoHash);
            default -> torrent.counts.downloaded();
        });
        return (descending ? byCount.reversed() : byCount).thenComparing(byHash);
    }
}
