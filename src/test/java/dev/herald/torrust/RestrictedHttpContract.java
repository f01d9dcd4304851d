package dev.herald.torrust;

import static dev.herald.torrust.Announces.newTorrent;
import static dev.herald.torrust.Announces.query;
import static dev.herald.torrust.Announces.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.HeraldExtension.Mode;
import jakarta.json.Json;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code http/v1/contract.rs} on listed and private trackers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class RestrictedHttpContract {

    @RegisterExtension
    static final HeraldExtension LISTED = HeraldExtension.in(Mode.LISTED);

    @RegisterExtension
    static final HeraldExtension PRIVATE = HeraldExtension.in(Mode.PRIVATE);

    private static final String UNKNOWN_KEY = "YZSl4lMZupRuOpSRC3krIKR5BPB14nrJ";

    @Nested
    final class configured_as_whitelisted_and_receiving_an_announce_request {

        @Test
        void should_fail_if_the_torrent_is_not_in_the_whitelist() {
            String torrent = newTorrent();

            assertThat(listed().failure(query(torrent)))
                    .contains("Tracker whitelist error")
                    .contains("The torrent: " + torrent + ", is not whitelisted");
        }

        @Test
        void should_allow_announcing_a_whitelisted_torrent() {
            String torrent = newTorrent();
            Expected.ok(LISTED.api().post("/api/v1/whitelist/" + torrent));

            assertThat(listed().announce(query(torrent))).containsEntry("complete", 1L);
        }
    }

    @Nested
    final class configured_as_whitelisted_and_receiving_an_scrape_request {

        @Test
        void should_return_the_zeroed_file_when_the_requested_file_is_not_whitelisted() {
            assertThat(listed().counts(newTorrent()))
                    .isEqualTo(Map.of("complete", 0L, "downloaded", 0L, "incomplete", 0L));
        }

        @Test
        void should_return_the_file_stats_when_the_requested_file_is_whitelisted() {
            String torrent = newTorrent();
            LISTED.api().post("/api/v1/whitelist/" + torrent);
            listed().announce(with(query(torrent), "left", "1"));

            assertThat(listed().counts(torrent)).containsEntry("incomplete", 1L);
        }
    }

    @Nested
    final class configured_as_private_and_receiving_an_announce_request {

        @Test
        void should_respond_to_authenticated_peers() {
            assertThat(authenticated().announce(query(newTorrent()))).containsEntry("complete", 1L);
        }

        @Test
        void should_fail_if_the_peer_has_not_provided_the_authentication_key() {
            assertThat(anonymous().failure(query(newTorrent())))
                    .contains("Tracker authentication error")
                    .contains("Authentication error: ")
                    .contains("Missing authentication key param for private tracker");
        }

        /** Torrust's keys have 32 letters and digits. In Herald, these keys are too short or have invalid characters. */
        @ParameterizedTest
        @ValueSource(strings = {"INVALID_KEY", "0", "%20", "abcdefghijklmnop!"})
        void should_fail_if_the_key_query_param_cannot_be_parsed(String key) {
            assertThat(anonymous().withKey(key).failure(query(newTorrent())))
                    .contains("Authentication error: ")
                    .contains("Invalid format for authentication key param");
        }

        @Test
        void should_fail_if_the_peer_cannot_be_authenticated_with_the_provided_key() {
            assertThat(anonymous().withKey(UNKNOWN_KEY).failure(query(newTorrent())))
                    .contains("Tracker authentication error")
                    .contains("Failed to read key");
        }

        @Test
        void should_fail_once_the_key_has_been_deleted() {
            String key = key();
            Announces tracker = anonymous().withKey(key);
            assertThat(tracker.announce(query(newTorrent()))).containsKey("peers");

            Expected.ok(PRIVATE.api().delete("/api/v1/key/" + key));

            assertThat(tracker.failure(query(newTorrent()))).contains("Failed to read key");
        }
    }

    @Nested
    final class configured_as_private_and_receiving_an_scrape_request {

        @Test
        void should_fail_if_the_key_query_param_cannot_be_parsed() {
            assertThat(anonymous()
                            .withKey("INVALID_KEY")
                            .scrapeFailure("?info_hash=" + Announces.escaped(newTorrent())))
                    .contains("Authentication error: ")
                    .contains("Invalid format for authentication key param");
        }

        @Test
        void should_return_the_zeroed_file_when_the_client_is_not_authenticated() {
            assertThat(anonymous().counts(announced())).containsEntry("incomplete", 0L);
        }

        @Test
        void should_return_the_real_file_stats_when_the_client_is_authenticated() {
            assertThat(authenticated().counts(announced())).containsEntry("incomplete", 1L);
        }

        @Test
        void should_return_the_zeroed_file_when_the_authentication_key_provided_by_the_client_is_invalid() {
            assertThat(anonymous().withKey(UNKNOWN_KEY).counts(announced())).containsEntry("incomplete", 0L);
        }
    }

    private static Announces listed() {
        return Announces.to(LISTED.http());
    }

    private static Announces anonymous() {
        return Announces.to(PRIVATE.http());
    }

    private static Announces authenticated() {
        return anonymous().withKey(key());
    }

    private static String announced() {
        String torrent = newTorrent();
        authenticated().announce(with(query(torrent), "left", "1"));
        return torrent;
    }

    private static String key() {
        return Json.createReader(
                        new StringReader(PRIVATE.api().post("/api/v1/key/600").body()))
                .readObject()
                .getString("key");
    }
}
