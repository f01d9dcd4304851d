package dev.herald.torrust;

import static dev.herald.torrust.Announces.newTorrent;
import static dev.herald.torrust.Announces.query;
import static dev.herald.torrust.Announces.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.torrust.HeraldExtension.Mode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scrapes on a public tracker in {@code http/v1/contract.rs}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class HttpScrapeContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    @Test
    void should_fail_when_the_request_is_empty() {
        assertThat(tracker().scrapeFailure(""))
                .contains("Cannot parse query params for scrape request: missing query params for scrape request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.1", "INVALID", "9c38422213e30bff212b30c360d26f9a0213642"})
    void should_fail_when_the_info_hash_param_is_invalid(String value) {
        assertThat(tracker().scrapeFailure("?info_hash=" + value)).contains("Cannot parse query params");
    }

    @Test
    void should_return_the_file_with_the_incomplete_peer_when_there_is_one_peer_with_bytes_pending_to_download() {
        String torrent = newTorrent();
        tracker().announce(with(query(torrent), "left", "1"));

        assertThat(tracker().counts(torrent)).containsEntry("complete", 0L).containsEntry("incomplete", 1L);
    }

    @Test
    void should_return_the_file_with_the_complete_peer_when_there_is_one_peer_with_no_bytes_pending_to_download() {
        String torrent = newTorrent();
        tracker().announce(query(torrent));

        assertThat(tracker().counts(torrent)).containsEntry("complete", 1L).containsEntry("incomplete", 0L);
    }

    @Test
    void should_return_a_file_with_zeroed_values_when_there_are_no_peers() {
        assertThat(tracker().counts(newTorrent()))
                .containsEntry("complete", 0L)
                .containsEntry("downloaded", 0L)
                .containsEntry("incomplete", 0L);
    }

    @Test
    void should_accept_multiple_infohashes() {
        assertThat(tracker().scrape(newTorrent(), newTorrent())).hasSize(2);
    }

    @Test
    void should_increase_the_number_of_tcp4_scrape_requests_handled_in_statistics() {
        long scrapes = HERALD.api().stat("tcp4_scrapes_handled");
        tracker().scrape(newTorrent());

        assertThat(HERALD.api().stat("tcp4_scrapes_handled")).isEqualTo(scrapes + 1);
    }

    @Test
    void should_increase_the_number_of_tcp6_scrape_requests_handled_in_statistics() {
        Requires.ipv6();
        long scrapes = HERALD.api().stat("tcp6_scrapes_handled");
        tracker().from("::1").scrape(newTorrent());

        assertThat(HERALD.api().stat("tcp6_scrapes_handled")).isEqualTo(scrapes + 1);
    }

    private static Announces tracker() {
        return Announces.to(HERALD.http());
    }
}
