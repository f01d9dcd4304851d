package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Download totals, and how they age. */
interface DownloadTotalsRules {

    long TODAY = NOW / 86_400;

    Fixture fixture();

    @Test
    default void downloads_are_added_and_the_latest_day_is_kept() {
        DownloadTotals totals = fixture().registry.totals();
        totals.add(1, Map.of(info(1), 4_000_000_000L, info(2), 1L));
        fixture().second.addAndGet(86_400);
        totals.add(2, Map.of(info(1), 3L));
        fixture().second.set(NOW);
        totals.add(3, Map.of(info(1), 1L));

        assertThat(all(fixture(), 0)).isEqualTo(Map.of(hash(1), "4000000004 on 1", hash(2), "1 on 0"));
    }

    @Test
    default void a_flush_whose_answer_is_lost_is_added_once() {
        boolean[] lost = {false};
        try (Fixture disconnected = Fixture.on(fixture().settings, real -> new LostAnswers(real, () -> lost[0]))) {
            DownloadTotals totals = disconnected.registry.totals();
            for (long flush = 1; flush <= 4; flush++) {
                long number = flush;
                lost[0] = flush % 2 == 1;
                if (lost[0]) {
                    assertThatThrownBy(() -> totals.add(number, Map.of(info(1), 2L)))
                            .isInstanceOf(RegistryUnavailableException.class);
                    assertThatThrownBy(() -> totals.add(number, Map.of(info(1), 2L)))
                            .isInstanceOf(RegistryUnavailableException.class);
                }
                lost[0] = false;
                totals.add(flush, Map.of(info(1), 2L));
            }
            fixture().registry.totals().add(1, Map.of(info(1), 100L));

            assertThat(all(fixture(), 0)).isEqualTo(Map.of(hash(1), "108 on 0"));
        }
    }

    @Test
    default void a_flush_that_was_rolled_back_is_added_by_its_repetition() {
        boolean[] fails = {true};
        try (Fixture failing = Fixture.on(fixture().settings, real -> new FailingCommits(real, () -> fails[0]))) {
            DownloadTotals totals = failing.registry.totals();
            assertThatThrownBy(() -> totals.add(1, Map.of(info(1), 2L)))
                    .isInstanceOf(RegistryUnavailableException.class);
            fails[0] = false;
            totals.add(1, Map.of(info(1), 2L));
            assertThat(all(fixture(), 0)).isEqualTo(Map.of(hash(1), "2 on 0"));
        }
    }

    @Test
    default void old_flush_numbers_are_removed() {
        fixture().registry.totals().add(1_000_000, Map.of(info(1), 1L));
        fixture().registry.totals().removeFlushes(NOW);
        assertThat(Tables.dump(fixture().database, "totals_flushes")).contains("1000000");
        fixture().registry.totals().removeFlushes(NOW + 1);
        assertThat(Tables.dump(fixture().database, "totals_flushes")).isEmpty();
    }

    @Test
    default void the_day_of_an_announce_is_written_if_it_is_later_and_a_total_exists() {
        DownloadTotals totals = fixture().registry.totals();
        totals.add(10, Map.of(info(1), 1L, info(2), 1L));
        totals.setAnnounced(Map.of(info(1), TODAY + 3, info(2), TODAY - 1, info(3), TODAY));
        totals.setAnnounced(Map.of());
        assertThat(all(fixture(), 0)).isEqualTo(Map.of(hash(1), "1 on 3", hash(2), "1 on 0"));
    }

    @Test
    default void totals_are_removed_unless_announced_since() {
        totals(3);
        fixture().registry.totals().setAnnounced(Map.of(info(1), TODAY + 1));
        fixture().registry.totals().remove(List.of(info(0), info(1), info(9)), TODAY + 1);
        assertThat(all(fixture(), 0)).isEqualTo(Map.of(hash(1), "1 on 1", hash(2), "1 on 0"));
    }

    @Test
    default void cleaning_keeps_totals_of_torrents_that_are_listed_or_were_announced_recently() {
        int torrents = 2 * DownloadTotals.CLEAN_BATCH + 7;
        totals(torrents);
        DownloadTotals totals = fixture().registry.totals();
        totals.setAnnounced(Map.of(info(5), TODAY + 40, info(torrents - 1), TODAY + 40));
        fixture().registry.whitelist().add(ALICE, Entry.of(hash(6), NOW));
        Tables.run(
                fixture().database,
                "update download_totals set announced_day = 0 where info_hash = '" + hash(DownloadTotals.CLEAN_BATCH)
                        + "'",
                "insert into download_totals (info_hash, completed) values ('" + hash(torrents) + "', 3)");
        fixture().second.addAndGet(40 * 86_400);
        Map<String, String> kept = Map.of(
                hash(5), "1 on 40",
                hash(6), "1 on 0",
                hash(7), "1 on 0",
                hash(DownloadTotals.CLEAN_BATCH), "1 on 40",
                hash(torrents - 1), "1 on 40",
                hash(torrents), "3 on 40");
        Map<String, String> read = new TreeMap<>(kept);
        read.remove(hash(7));
        assertThat(all(fixture(), TODAY + 1)).isEqualTo(read);

        int steps = 0;
        String at = "";
        do {
            at = totals.clean(at, TODAY + 1, infoHash -> infoHash.equals(info(7)));
            steps++;
        } while (!at.isEmpty());

        assertThat(steps).isEqualTo(3);
        assertThat(all(fixture(), 0)).isEqualTo(kept);
        fixture().second.set(NOW);
    }

    /** Each downloaded once, today. */
    private void totals(int torrents) {
        Map<InfoHash, Long> downloads =
                IntStream.range(0, torrents).boxed().collect(Collectors.toMap(DownloadTotalsRules::info, i -> 1L));
        fixture().registry.totals().add(fixture().flush.incrementAndGet(), downloads);
    }

    private static InfoHash info(int number) {
        return InfoHash.ofHex(hash(number));
    }

    /** The totals by info hash, with the days from now. */
    private static Map<String, String> all(Fixture fixture, long since) {
        Map<String, String> all = new TreeMap<>();
        fixture.registry
                .totals()
                .forEach(
                        since,
                        (infoHash, completed, day) -> all.put(infoHash.toString(), completed + " on " + (day - TODAY)));
        return all;
    }
}
