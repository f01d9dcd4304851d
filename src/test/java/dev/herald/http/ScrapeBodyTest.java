package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ScrapeBodyTest {

    private static final FailureResponses FAILURES = new FailureResponses(Client.POLICY);
    private static final int LARGE = 1_999_999_999;

    @Test
    void torrent_has_the_counts_that_follow() {
        ScrapeBody body = new ScrapeBody(2, FAILURES);
        body.torrent(0x6161616161616161L, 0x6161616161616161L, 0x61616161);
        body.counts(1, 3, 2, 4);
        body.torrent(0x6262626262626262L, 0x6262626262626262L, 0x62626262);
        body.counts(5, 6, 6, 8);
        body.done();
        assertThat(files(body))
                .isEqualTo(Map.of(
                        "a".repeat(20),
                        Map.of("complete", 1L, "incomplete", 3L, "downloaders", 2L, "downloaded", 4L),
                        "b".repeat(20),
                        Map.of("complete", 5L, "incomplete", 6L, "downloaded", 8L)));
    }

    @Test
    void scrape_without_torrents_is_empty() {
        ScrapeBody body = new ScrapeBody(0, FAILURES);
        body.done();
        assertThat(files(body)).isEqualTo(Map.of());
    }

    /** The swarm is locked while it passes on counts. Writing such large ones would grow the array. */
    @Test
    void counts_are_not_written_while_the_swarm_is_locked() {
        long allocated =
                AllocatedBytes.leastOf(ScrapeBodyTest::ofOneTorrent, body -> body.counts(LARGE, LARGE, LARGE, LARGE));
        assertThat(allocated).as("bytes").isZero();
    }

    private static ScrapeBody ofOneTorrent() {
        ScrapeBody body = new ScrapeBody(1, FAILURES);
        body.torrent(1, 2, 3);
        return body;
    }

    private static Object files(ScrapeBody body) {
        return Bdecode.dictionary(body.response().body()).get("files");
    }
}
