package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every peer of a swarm is returned equally often: a chi-squared test of many answers with a fixed seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsFairnessTest {

    private final Swarms swarms = new Swarms(new SwarmSettings(false, 0), 3960, new Random(42));

    @ParameterizedTest
    @CsvSource({"3, 1", "60, 1", "1000, 1", "50000, 1", "3, 2", "60, 25", "1000, 50", "50000, 50"})
    void each_leecher_is_returned_equally_often(int peers, int numWant) {
        fill(peers, 100);
        Map<Endpoint, Integer> counts = answers(Announces.of(1, peers).numWant(numWant), peers * 20 / numWant + 2000);
        assertThat(counts).hasSize(peers);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isPositive());
        assertEven(counts, peers, numWant);
    }

    @Test
    void seeder_gets_each_leecher_equally_often() {
        fill(60, 100);
        assertEven(answers(Announces.of(1, 30).numWant(10), 20_000), 59, 10);
    }

    @Test
    void a_downloader_gets_half_seeders_and_half_downloaders() {
        fill(500, 100);
        for (int i = 500; i < 600; i++) {
            announce(Announces.of(1, i).left(0));
        }
        Map<Endpoint, Integer> counts = answers(Announces.of(1, 600).numWant(31), 4000);
        int seeders = counts.entrySet().stream()
                .filter(entry -> entry.getKey().address().ipv4() >= 0x0a000001 + 500)
                .mapToInt(Map.Entry::getValue)
                .sum();
        // Which half gets the odd one is random, so the mean is 15.5 of 31.
        assertThat(seeders / 4000.0).isBetween(15.4, 15.6);
    }

    private void fill(int peers, long left) {
        for (int i = 0; i < peers; i++) {
            announce(Announces.of(1, i).left(left).numWant(0));
        }
    }

    private CollectingSink announce(Announces announce) {
        CollectingSink answer = new CollectingSink();
        swarms.announce(announce.request(), announce.numWant(), false, answer);
        return answer;
    }

    private Map<Endpoint, Integer> answers(Announces announce, int times) {
        Map<Endpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < times; i++) {
            announce(announce).peers.forEach(peer -> counts.merge(peer, 1, Integer::sum));
        }
        return counts;
    }

    /** Neighbours are returned together, so the variance of the statistic is that of peers / numWant independent choices. */
    private static void assertEven(Map<Endpoint, Integer> counts, int peers, int numWant) {
        double total = counts.values().stream().mapToInt(Integer::intValue).sum();
        double expected = total / peers;
        double statistic = counts.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        double freedom = (peers - 1) * (1 - (double) numWant / peers);
        double spread = Math.sqrt(2.0 * peers * numWant);
        assertThat(statistic).isBetween(freedom - 5 * spread, freedom + 5 * spread);
    }
}
