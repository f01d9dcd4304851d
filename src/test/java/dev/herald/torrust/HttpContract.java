package dev.herald.torrust;

import static dev.herald.torrust.Announces.newTorrent;
import static dev.herald.torrust.Announces.query;
import static dev.herald.torrust.Announces.with;
import static dev.herald.torrust.Announces.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.torrust.HeraldExtension.Mode;
import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code http/v1/contract.rs} on a public tracker, in its newer version: responses are compact by default, and a peer is
 * identified by its address and port. {@link HttpScrapeContract} tests scrapes, {@link HttpStatisticsContract} the statistics,
 * and {@link RestrictedHttpContract} the other modes.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class HttpContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    private static final String XFF = "203.0.113.195,2001:db8:85a3:8d3:1319:8a2e:370:7348,150.172.238.178";

    private static Announces tracker() {
        return Announces.to(HERALD.http());
    }

    @Test
    void environment_should_be_started_and_stopped() {
        assertThat(tracker().announce(query(newTorrent()))).containsKey("interval");
    }

    @Test
    void health_check_endpoint_should_return_ok_if_the_http_tracker_is_running() {
        Api tracker = new Api(HERALD.http(), "");
        assertThat(tracker.bare("GET", "/health_check"))
                .isEqualTo(new Api.Answer(200, Expected.JSON, "{\"status\":\"Ok\"}"));
    }

    @Nested
    final class and_running_on_reverse_proxy {

        private static final String FAILURE = "Error resolving peer IP: missing or invalid the right most"
                + " X-Forwarded-For IP (mandatory on reverse proxy tracker configuration)";

        @Test
        void should_fail_when_the_http_request_does_not_include_the_xff_http_request_header() {
            assertThat(tracker().from(HeraldExtension.PROXY).failure(query(newTorrent())))
                    .contains(FAILURE);
        }

        @Test
        void should_fail_when_the_xff_http_request_header_contains_an_invalid_ip() {
            assertThat(tracker()
                            .from(HeraldExtension.PROXY)
                            .failure(query(newTorrent()), "X-Forwarded-For: INVALID IP"))
                    .contains(FAILURE);
        }
    }

    @Nested
    final class receiving_an_announce_request {

        /** {@code launcher.RunningHeraldIT} tests the shutdown. */
        @Test
        void it_should_start_and_stop() {
            assertThat(HERALD.api().bare("GET", "/health/live").status()).isEqualTo(200);
        }

        @Test
        void should_respond_if_only_the_mandatory_fields_are_provided() {
            Map<String, String> query = query(newTorrent());
            query.keySet().retainAll(List.of("info_hash", "peer_id", "port"));

            assertThat(tracker().announce(query))
                    .containsEntry("interval", 120L)
                    .containsEntry("min interval", 120L)
                    .containsEntry("peers", "");
        }

        @Test
        void should_fail_when_the_url_query_component_is_empty() {
            assertThat(tracker().failure("")).contains("missing query params for announce request");
        }

        /** Torrust's text names the parameter that it could not parse, Herald's the first missing parameter. */
        @Test
        void should_fail_when_url_query_parameters_are_invalid() {
            assertThat(tracker().failure("?a=b=c")).contains("Cannot parse query params");
        }

        @ParameterizedTest
        @ValueSource(strings = {"info_hash", "peer_id", "port"})
        void should_fail_when_a_mandatory_field_is_missing(String name) {
            assertThat(tracker().failure(without(query(newTorrent()), name))).contains("missing param " + name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "1.1", "INVALID", "9c38422213e30bff212b30c360d26f9a0213642", "%9c8"})
        void should_fail_when_the_info_hash_param_is_invalid(String value) {
            assertThat(tracker().failure(with(query(newTorrent()), "info_hash", value)))
                    .contains("Cannot parse query params")
                    .contains("invalid param value");
        }

        @Test
        void should_not_fail_when_the_peer_address_param_is_invalid() {
            assertThat(tracker().announce(with(query(newTorrent()), "peer_addr", "INVALID-IP-ADDRESS")))
                    .containsKey("peers");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.1", "a"})
        void should_fail_when_the_downloaded_param_is_invalid(String value) {
            invalid("downloaded", value);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.1", "a"})
        void should_fail_when_the_uploaded_param_is_invalid(String value) {
            invalid("uploaded", value);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "1.1", "a", "-qB0000000000000000", "-qB000000000000000000"})
        void should_fail_when_the_peer_id_param_is_invalid(String value) {
            invalid("peer_id", value);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "1.1", "a", "65536"})
        void should_fail_when_the_port_param_is_invalid(String value) {
            invalid("port", value);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.1", "a"})
        void should_fail_when_the_left_param_is_invalid(String value) {
            invalid("left", value);
        }

        private static void invalid(String name, String value) {
            assertThat(tracker().failure(with(query(newTorrent()), name, value)))
                    .contains("Cannot parse query params for announce request: invalid param value")
                    .contains(name);
        }

        /** Torrust rejects these values, but real clients send them. */
        @ParameterizedTest
        @CsvSource({
            "downloaded,-1",
            "uploaded,-1",
            "left,-1",
            "event,''",
            "event,Started",
            "event,a",
            "compact,-1",
            "compact,a",
            "numwant,-1",
            "numwant,1.1",
            "numwant,a"
        })
        void should_not_fail_when_a_param_has_a_value_that_real_clients_send(String name, String value) {
            assertThat(tracker().announce(with(query(newTorrent()), name, value)))
                    .containsKey("peers");
        }

        @Test
        void should_return_no_peers_if_the_announced_peer_is_the_first_one() {
            assertThat(tracker().announce(query(newTorrent())))
                    .containsEntry("complete", 1L)
                    .containsEntry("incomplete", 0L)
                    .containsEntry("peers", "");
        }

        @Test
        void should_return_the_list_of_previously_announced_peers() {
            Map<String, String> query = query(newTorrent());
            tracker().announce(query);

            assertThat(tracker().announce(second(query)))
                    .containsEntry("complete", 1L)
                    .containsEntry("incomplete", 1L)
                    .containsEntry("peers", "\u007f\0\0\u0001D\u008c");
        }

        @Test
        void should_return_the_list_of_previously_announced_peers_including_peers_using_ipv4_and_ipv6() {
            Requires.ipv6();
            Map<String, String> query = query(newTorrent());
            tracker().announce(query);
            tracker().from("::1").announce(with(query, "peer_id", "-qB00000000000000002"));

            assertThat(tracker().announce(with(second(query), "peer_id", "-qB00000000000000003")))
                    .containsEntry("complete", 2L)
                    .containsEntry("peers", "\u007f\0\0\u0001D\u008c")
                    .containsEntry("peers6", "\0".repeat(15) + "\u0001D\u008c");
        }

        @Test
        void should_consider_two_peers_to_be_the_same_when_they_have_the_same_socket_address() {
            Map<String, String> query = query(newTorrent());
            tracker().announce(query);

            assertThat(tracker().announce(with(query, "peer_id", "-qB00000000000000002")))
                    .containsEntry("complete", 1L)
                    .containsEntry("peers", "");
        }

        @Test
        void should_return_the_compact_response_by_default() {
            Map<String, String> query = without(query(newTorrent()), "compact");
            tracker().announce(query);

            assertThat(tracker().announce(second(query)).get("peers")).isInstanceOf(String.class);
        }

        @Test
        void should_return_the_list_of_dictionaries_that_compact_0_asks_for() {
            Map<String, String> query = with(query(newTorrent()), "compact", "0");
            tracker().announce(query);

            List<?> peers = (List<?>) tracker().announce(second(query)).get("peers");
            assertThat(peers)
                    .isEqualTo(List.of(Map.of("ip", "127.0.0.1", "peer id", "-qB00000000000000001", "port", 17548L)));
        }

        @Test
        void should_assign_to_the_peer_ip_the_remote_client_ip_instead_of_the_peer_address_in_the_request_param() {
            String torrent = newTorrent();
            tracker().announce(with(query(torrent), "peer_addr", "2.2.2.2"));

            assertThat(peer(torrent)).isEqualTo("127.0.0.1:17548");
        }

        @Test
        void when_the_tracker_is_behind_a_reverse_proxy_it_should_assign_to_the_peer_ip_the_ip_in_the_xff_header() {
            String torrent = newTorrent();
            tracker().from(HeraldExtension.PROXY).announce(query(torrent), "X-Forwarded-For: " + XFF);

            assertThat(peer(torrent)).isEqualTo("150.172.238.178:17548");
        }

        private static Map<String, String> second(Map<String, String> query) {
            return with(with(with(query, "port", "6882"), "peer_id", "-qB00000000000000002"), "left", "1");
        }

        private static String peer(String torrent) {
            return Json.createReader(new StringReader(
                            HERALD.api().get("/api/v1/torrent/" + torrent).body()))
                    .readObject()
                    .getJsonArray("peers")
                    .getJsonObject(0)
                    .getString("peer_addr");
        }
    }
}
