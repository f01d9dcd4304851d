package dev.herald.http;

import static dev.herald.http.Client.IH;
import static dev.herald.http.Client.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HttpTrackerTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String GOOD = "?info_hash=" + IH + "&peer_id=" + PID + "&port=6881&left=1";

    private final Client client = new Client();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce",
                "/announce.php",
                "/announce/" + KEY,
                "/announce.php/" + KEY,
                "/" + KEY + "/announce",
                "/" + KEY + "/announce.php",
                "/announce/malformed",
                "/announce/"
            })
    void every_form_of_announce_and_scrape_urls_is_answered(String path) {
        assertThat(Bdecode.dictionary(client.send("GET", path + GOOD).body())).containsEntry("incomplete", 1L);
        assertThat(Bdecode.dictionary(client.send("GET", path.replace("announce", "scrape") + GOOD)
                        .body()))
                .containsKey("files");
    }

    @Test
    void path_of_a_key_is_an_announce() {
        assertThat(Bdecode.dictionary(client.send("GET", "/" + KEY + GOOD).body()))
                .containsEntry("incomplete", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announc", "/announcex", "/a/b/announce", "/favicon.ico", "/short-key", "", "*"})
    void other_paths_are_not_found(String path) {
        for (String method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
            TrackerResponse answer = client.send(method, path + GOOD);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headers()).containsEntry("Content-Type", "text/plain");
        }
    }

    @Test
    void second_question_mark_separates_the_passkey() {
        String target = "/announce?passkey=" + KEY + GOOD;
        assertThat(Bdecode.dictionary(client.send("GET", target).body())).containsEntry("incomplete", 1L);
        String other = "/announce" + GOOD + "?passkey=" + KEY;
        assertThat(Bdecode.dictionary(client.send("GET", other).body())).containsEntry("incomplete", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND", "get", ""})
    void other_methods_are_not_allowed(String method) {
        for (String path : List.of("/announce", "/scrape", "/health_check", "/announce/" + KEY)) {
            TrackerResponse answer = client.send(method, path + GOOD);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD");
        }
    }

    @Test
    void request_line_is_limited_to_16_kibibytes() {
        String start = "/announce" + GOOD + "&x=";
        int most = 16 * 1024 - "GET  HTTP/1.1".length() - start.length();
        assertThat(client.send("GET", start + "y".repeat(most)).status()).isEqualTo(200);
        assertThat(client.send("GET", start + "y".repeat(most + 1)).status()).isEqualTo(414);
    }

    @Test
    void health_check_answers_as_torrust() {
        TrackerResponse answer = client.send("GET", "/health_check");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        assertThat(Client.text(answer)).isEqualTo("{\"status\":\"Ok\"}");
    }

    @Test
    void responses_must_not_be_cached() {
        for (String target : List.of("/announce" + GOOD, "/announce", "/health_check", "/nowhere")) {
            assertThat(client.send("GET", target).headers()).containsEntry("Cache-Control", "no-store");
        }
    }

    /** Each text contains what Torrust's contract tests search for, and ends with the text of the protocol reference. */
    @ParameterizedTest
    @CsvSource({
        "/announce, Cannot parse query params for announce request, missing query params for announce request,"
                + " missing info_hash",
        "/announce?a=b=c, Cannot parse query params for announce request, missing param info_hash, missing info_hash",
        "/announce?info_hash=IH, Cannot parse query params for announce request, missing param peer_id,"
                + " missing peer_id",
        "/announce?info_hash=IH&peer_id=PID, Cannot parse query params for announce request, missing param port,"
                + " missing port",
        "/announce?info_hash=x, Cannot parse query params for announce request, invalid param value,"
                + " invalid info_hash",
        "/announce?info_hash=IH&info_hash=aaaaaaaaaaaaaaaaaaaa, Cannot parse query params, invalid param value,"
                + " multiple info_hash",
        "/announce?info_hash=IH&peer_id=x, Cannot parse query params, invalid param value, invalid peer_id",
        "/announce?info_hash=IH&peer_id=PID&port=x, Cannot parse query params, invalid param value, invalid port",
        "/announce?info_hash=IH&peer_id=PID&port=1&left=x, Cannot parse query params, invalid param value,"
                + " invalid left",
        "/announce?info_hash=IH&peer_id=PID&port=1&uploaded=x, Cannot parse query params, invalid param value,"
                + " invalid uploaded",
        "/announce?info_hash=IH&peer_id=PID&port=1&downloaded=x, Cannot parse query params, invalid param value,"
                + " invalid downloaded",
        "/scrape, Cannot parse query params for scrape request, missing query params for scrape request,"
                + " full scrape not supported",
        "/scrape?x=y, Cannot parse query params for scrape request, missing param info_hash,"
                + " full scrape not supported",
        "/scrape?info_hash=x, Cannot parse query params for scrape request, invalid param value, invalid info_hash",
    })
    void failure_reason_has_the_texts_of_torrust_and_the_protocol_reference(
            String target, String prefix, String torrust, String own) {
        TrackerResponse answer = client.send("GET", target.replace("IH", IH).replace("PID", PID));
        Map<String, Object> failure = Bdecode.dictionary(answer.body());
        assertThat(answer.status()).isEqualTo(200);
        assertThat((String) failure.get("failure reason"))
                .startsWith(prefix)
                .contains(torrust)
                .endsWith(own);
        assertThat(failure).containsEntry("interval", 1800L).containsEntry("min interval", 900L);
    }

    @Test
    void rejection_by_the_tracker_is_answered_and_counted() {
        AnnouncePolicy strict = new AnnouncePolicy(1800, 900, 0, 50, 200, AnnouncePolicy.Unreachable.REJECT, false);
        Client strictClient = new Client(strict);
        assertThat(strictClient.failure("/announce" + GOOD.replace("6881", "1")))
                .isEqualTo("invalid port");
        assertThat(strictClient.metrics.count(Frontend.HTTP_JAXRS, Family.IPV4, RequestType.ANNOUNCE, Outcome.REJECTED))
                .isOne();
        assertThat(client.get("/announce" + GOOD.replace("6881", "0"))).contains("10:incompletei0e");
    }

    @Test
    void trusted_proxy_must_send_the_client_address() {
        Client proxied = new Client(Client.POLICY, "10.0.0.0/8");
        String target = "/announce" + GOOD + "&compact=0";
        TrackerResponse answer = proxied.send("GET", target, "10.0.0.1", name -> List.of("198.51.100.7"));
        assertThat(Client.text(answer)).contains("external ip4:\u00c63d\7");
        answer = proxied.send("GET", target.replace("6881", "6882"), "10.0.0.1", name -> List.of("198.51.100.8"));
        assertThat(Client.text(answer)).contains("2:ip12:198.51.100.7");
        for (String path : List.of("/announce", "/scrape")) {
            answer = proxied.send("GET", path + GOOD, "10.0.0.1", name -> List.of());
            assertThat((String) Bdecode.dictionary(answer.body()).get("failure reason"))
                    .contains("X-Forwarded-For IP (mandatory on reverse proxy tracker configuration)")
                    .contains("internal error");
        }
        assertThat(Client.text(proxied.send("GET", "/announce", "10.0.0.1", name -> List.of())))
                .contains("missing query params");
    }

    @Test
    void ip_parameter_is_ignored() {
        client.announce("203.0.113.9", "peer_id=" + PID + "&port=6881&left=1&ip=2.2.2.2&peer_addr=192.168.1.88");
        assertThat(client.announce("203.0.113.8", "peer_id=-XX0000-000000000000&port=1234&left=1&compact=0")
                        .get("peers"))
                .isEqualTo(List.of(Map.of("ip", "203.0.113.9", "peer id", PID, "port", 6881L)));
    }

    @Test
    void exception_is_answered_as_internal_error_and_logged() {
        Client broken = new Client(Client.POLICY, "10.0.0.0/8");
        TrackerResponse answer;
        try (LogRecords log = LogRecords.of(FaultLog.class)) {
            answer = broken.send("GET", "/announce" + GOOD, "10.0.0.1", name -> {
                throw new IllegalStateException("planted");
            });
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().get(0).getThrown()).hasMessage("planted");
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Client.text(answer))
                .isEqualTo("d14:failure reason14:internal error8:intervali1800e12:min intervali900ee");
        assertThat(broken.metrics.count(Frontend.HTTP_JAXRS, Family.IPV4, RequestType.ANNOUNCE, Outcome.FAILED))
                .isOne();
    }

    @Test
    void every_request_is_counted_once() {
        client.get("/announce" + GOOD, "2001:db8::1");
        client.get("/announce" + GOOD, "::ffff:203.0.113.7");
        client.get("/announce");
        client.get("/scrape" + GOOD);
        client.get("/scrape");
        client.get("/nowhere");
        client.get("/health_check");
        assertThat(counted(Family.IPV6, RequestType.ANNOUNCE, Outcome.ANSWERED)).isOne();
        assertThat(counted(Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED)).isOne();
        assertThat(counted(Family.IPV4, RequestType.ANNOUNCE, Outcome.INVALID)).isOne();
        assertThat(counted(Family.IPV4, RequestType.SCRAPE, Outcome.ANSWERED)).isOne();
        assertThat(counted(Family.IPV4, RequestType.SCRAPE, Outcome.INVALID)).isOne();
        assertThat(counted(Family.IPV4, RequestType.OTHER, Outcome.INVALID)).isOne();
        assertThat(counted(Family.IPV4, RequestType.OTHER, Outcome.ANSWERED)).isOne();
    }

    @Test
    void number_of_peers_is_limited_by_the_policy() {
        for (int i = 0; i < 250; i++) {
            client.announce("203.0.113." + i, "peer_id=-XX0000-000000000" + (100 + i) + "&port=6881&left=1");
        }
        assertThat(packed(client.announce("192.0.2.1", "peer_id=" + PID + "&port=1234&left=1&numwant=9999")))
                .hasSize(200 * 6);
        assertThat(packed(client.announce("192.0.2.1", "peer_id=" + PID + "&port=1234&left=1&numwant=-1")))
                .hasSize(50 * 6);
        assertThat(packed(client.announce("192.0.2.1", "peer_id=" + PID + "&port=1234&left=1&numwant=0")))
                .isEmpty();
        assertThat(client.announce("192.0.2.1", "peer_id=" + PID + "&port=1234&left=1&numwant=200&compact=0")
                        .get("peers"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(200);
    }

    private long counted(Family family, RequestType kind, Outcome outcome) {
        return client.metrics.count(Frontend.HTTP_JAXRS, family, kind, outcome);
    }

    private static String packed(Map<String, Object> answer) {
        return (String) answer.get("peers");
    }
}
