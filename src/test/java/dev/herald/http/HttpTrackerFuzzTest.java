package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.tracker.Rejection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes: no exception, status 200, and a dictionary that a strict reader accepts. The tracker turns an exception
 * into an internal error, so that is what no input may lead to.
 */
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

    private final Client client = new Client();

    @Test
    void random_bytes_are_answered() {
        Seeds.runs(1000, random -> assertAnswered(new String(Seeds.bytes(random, 300), ISO_8859_1)));
    }

    @Test
    void queries_of_known_words_are_answered() {
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
    void characters_that_are_no_bytes_do_no_harm() {
        Seeds.runs(1000, random -> assertAnswered(Seeds.text(random, 300)));
    }

    @Test
    void a_query_cut_short_is_answered() {
        for (int length = 0; length <= GOLDEN.length(); length++) {
            assertAnswered(GOLDEN.substring(0, length));
        }
    }

    @Test
    void headers_of_a_trusted_proxy_are_answered() {
        Seeds.runs(
                1000,
                random -> assertAnsweredBehindAProxy(Seeds.list(random, 3, r -> Seeds.joined(r, 8, HEADER_PIECES))));
    }

    private static void assertAnsweredBehindAProxy(List<String> lines) {
        Client proxied = new Client(Client.POLICY, "203.0.113.0/24");
        for (String name : List.of("X-Forwarded-For", "Forwarded")) {
            TrackerAnswer answer = proxied.send(
                    "GET", "/announce?" + GOLDEN, Client.A, asked -> asked.equals(name) ? lines : List.of());
            assertThat(answer.status()).isEqualTo(200);
            Map<String, Object> body = Bdecode.dictionary(answer.body());
            assertThat(body.get("failure reason")).isNotEqualTo(Rejection.INTERNAL_ERROR.reason());
            assertThat(body.containsKey("peers") || body.containsKey("failure reason"))
                    .isTrue();
            assertThat(body.get("external ip")).isNotEqualTo("\u00cb\0q\7");
        }
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
        TrackerAnswer answer = client.answer(path, query);
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Object> body = Bdecode.dictionary(answer.body());
        assertThat(body.get("failure reason")).isNotEqualTo(Rejection.INTERNAL_ERROR.reason());
        return body;
    }
}
