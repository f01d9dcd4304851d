package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import dev.herald.tracker.Rejection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Any query has a response with status 200 and a valid dictionary, which is not an internal error. */
final class HttpTrackerFuzzTest {

    private static final String GOLDEN = "info_hash=" + Client.IH + "&peer_id=" + Client.PID
            + "&port=6881&uploaded=0&downloaded=0&left=300000&corrupt=0&key=800F79C0&event=started&numwant=200"
            + "&compact=0&no_peer_id=1&supportcrypto=1";
    private static final String[] PIECES = {
        "info_hash",
        "peer_id",
        "port",
        "left",
        "uploaded",
        "downloaded",
        "event",
        "numwant",
        "compact",
        "no_peer_id",
        "passkey",
        "=",
        "=",
        "=",
        "&",
        "&",
        "?",
        "%",
        "%2",
        "%zz",
        "%00",
        "%ff",
        "+",
        "-",
        "0",
        "1",
        "6881",
        "started",
        "99999999999999999999",
        "aaaaaaaaaaaaaaaaaaaa",
        Client.IH,
        "\u0000",
        "\u00ff",
        ";",
        "paused"
    };

    private static final String[] HEADER_PIECES = {
        "for=",
        "for",
        "=",
        ",",
        ";",
        "\"",
        "\\",
        "203.0.113.7",
        "198.51.100.1",
        "[2001:db8::1]",
        ":80",
        "unknown",
        "[",
        "]",
        ":",
        " ",
        "x",
        "by=1"
    };

    private Client client = new Client();

    @Test
    void random_bytes_are_answered() {
        Seeds.runs(1000, random -> assertAnswered(new String(Seeds.bytes(random, 300), ISO_8859_1)));
    }

    @Test
    void queries_of_known_parts_are_answered() {
        Seeds.runs(1000, random -> assertAnswered(Seeds.joined(random, 30, PIECES)));
    }

    @Test
    void golden_queries_with_changed_bytes_are_answered() {
        Seeds.runs(1000, random -> {
            StringBuilder query = new StringBuilder(GOLDEN);
            for (int i = 0; i < 2; i++) {
                query.setCharAt(random.nextInt(query.length()), (char) random.nextInt(0x100));
            }
            assertAnswered(query.toString());
        });
    }

    @Test
    void characters_beyond_a_byte_are_answered() {
        Seeds.runs(1000, random -> assertAnswered(Seeds.text(random, 300)));
    }

    @Test
    void truncated_query_is_answered() {
        for (int length = 0; length <= GOLDEN.length(); length++) {
            assertAnswered(GOLDEN.substring(0, length));
        }
    }

    @Test
    void any_headers_of_a_trusted_proxy_are_answered() {
        Seeds.runs(
                1000,
                random -> assertAnsweredBehindAProxy(Seeds.list(random, 3, r -> Seeds.joined(r, 8, HEADER_PIECES))));
    }

    private static void assertAnsweredBehindAProxy(List<String> lines) {
        Client proxied = new Client(Client.POLICY, "203.0.113.0/24");
        for (String name : List.of("X-Forwarded-For", "Forwarded")) {
            TrackerResponse answer = proxied.send(
                    "GET", "/announce?" + GOLDEN, Client.A, asked -> asked.equals(name) ? lines : List.of());
            assertThat(answer.status()).isEqualTo(200);
            Map<String, Object> body = Bdecode.dictionary(answer.body());
            assertThat(body.get("failure reason")).isNotEqualTo(Rejection.INTERNAL_ERROR.reason());
            assertThat(body.containsKey("peers") || body.containsKey("failure reason"))
                    .isTrue();
            assertThat(body.get("external ip")).isNotEqualTo("\u00cb\0q\7");
        }
    }

    @MethodSource("queries")
    @FuzzTest
    void query_is_answered_with_a_dictionary(byte[] query) {
        client = new Client();
        assertAnswered(new String(query, ISO_8859_1));
    }

    static Stream<byte[]> queries() {
        return Stream.of(
                        GOLDEN,
                        "info_hash=V*%81%3dBU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8!%b0&peer_id=-LT2080-K~hdWoi28xK~&port=6889"
                                + "&uploaded=0&downloaded=0&left=300000&event=started&numwant=200&compact=1&redundant=0",
                        "numwant=50&uploaded=0&downloaded=0&event=completed&compact=1&info_hash=" + Client.IH
                                + "&peer_id=-WW0208-abcdefghijkl&port=6881&left=0",
                        "&&info_hash=" + Client.IH + "&&peer_id=" + Client.PID + "&port=6881&foo&=bar&x=%zz&",
                        "passkey=0123456789abcdef?info_hash=" + Client.IH + "&peer_id=" + Client.PID
                                + "&port=0&left=-1",
                        "info_hash=%00%00%00&info_hash=aaaaaaaaaaaaaaaaaaaa&left=18446744073709551615")
                .map(query -> query.getBytes(ISO_8859_1));
    }

    private void assertAnswered(String query) {
        Map<String, Object> announced = answer("/announce", query);
        if (announced.containsKey("failure reason")) {
            assertThat(announced).containsOnlyKeys("failure reason", "interval", "min interval");
        } else {
            assertThat(announced)
                    .containsKeys(
                            "complete", "downloaded", "external ip", "incomplete", "interval", "min interval", "peers");
        }
        Map<String, Object> scraped = answer("/scrape", query);
        assertThat(scraped.containsKey("failure reason")).isNotEqualTo(scraped.containsKey("files"));
    }

    private Map<String, Object> answer(String path, String query) {
        TrackerResponse answer = client.answer(path, query);
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Object> body = Bdecode.dictionary(answer.body());
        assertThat(body.get("failure reason")).isNotEqualTo(Rejection.INTERNAL_ERROR.reason());
        return body;
    }
}
