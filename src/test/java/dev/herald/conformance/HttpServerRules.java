package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.conformance.RawHttpConnection.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP requests and responses of the HTTP frontends: sections 1.1 and 1.5 of the protocol reference. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class HttpServerRules {

    private final byte[] hash = new byte[20];

    HttpServerRules() {
        ThreadLocalRandom.current().nextBytes(hash);
    }

    /** The port of the tracker. */
    abstract int port();

    @Test
    void connection_serves_many_requests() throws IOException {
        try (RawHttpConnection connection = connect()) {
            for (int i = 0; i < 320; i++) {
                assertThat(connection.get("/health_check").status())
                        .as("request " + i)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void response_has_its_length_and_must_not_be_cached() throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.get(announce());
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers())
                    .containsEntry("content-type", "text/plain")
                    .containsEntry("cache-control", "no-store")
                    .containsEntry(
                            "content-length", Integer.toString(reply.body().length()))
                    .doesNotContainKeys("transfer-encoding", "server", "x-powered-by", "x-frame-options");
            assertThat(Bencoded.dictionary(reply.body())).containsEntry("incomplete", 1L);
        }
    }

    /** By default the container sends a response in chunks if it is longer than its buffer. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void longest_response_has_its_length(String version) throws IOException {
        try (RawHttpConnection connection = connect()) {
            for (int peer = 0; peer < 200; peer++) {
                connection.get(announce(100 + peer, 7000 + peer));
            }
            Reply reply = connection.ask("GET", announce() + "&numwant=200&compact=0", version);
            assertThat(reply.body()).hasSizeGreaterThan(10_000);
            assertThat(reply.headers())
                    .containsEntry(
                            "content-length", Integer.toString(reply.body().length()))
                    .doesNotContainKey("transfer-encoding");
            assertThat((List<?>) Bencoded.dictionary(reply.body()).get("peers")).hasSize(200);
        }
    }

    @Test
    void http_1_0_response_has_its_length_and_closes_the_connection() throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.ask("GET", announce(), "HTTP/1.0");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsKey("content-length").doesNotContainKey("transfer-encoding");
            assertThat(Bencoded.dictionary(reply.body())).containsKey("interval");
            assertThat(connection.closedByServer()).isTrue();
        }
    }

    @Test
    void http_1_0_requires_no_host() throws IOException {
        try (RawHttpConnection connection = connect()) {
            assertThat(connection
                            .send("GET " + announce() + " HTTP/1.0\r\n\r\n", false)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void head_is_answered_as_get_without_the_body() throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply get = connection.get("/health_check");
            Reply head = connection.ask("HEAD", "/health_check", "HTTP/1.1");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers())
                    .containsEntry("content-length", get.headers().get("content-length"));
            // A body would be read as the start of this response.
            assertThat(connection.get("/health_check").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"&event=started", "&event=completed&left=0", "&event=stopped", "&event=paused", ""})
    void announce_by_head_changes_nothing(String rest) throws IOException {
        String scrape = "/scrape?info_hash=" + HttpClient.escaped(hash);
        try (RawHttpConnection connection = connect()) {
            String empty = connection.get(scrape).body();
            Reply head = connection.ask("HEAD", announce() + rest, "HTTP/1.1");
            assertThat(head.status()).isEqualTo(200);
            assertThat(connection.get(scrape).body()).isEqualTo(empty);
            Reply get = connection.get(announce());
            String before = connection.get(scrape).body();
            assertThat(connection.ask("HEAD", announce(), "HTTP/1.1").headers())
                    .containsEntry("content-type", "text/plain")
                    .containsEntry("content-length", get.headers().get("content-length"));
            connection.ask("HEAD", announce() + rest, "HTTP/1.1");
            connection.ask("HEAD", announce(2, 6882) + rest, "HTTP/1.1");
            assertThat(connection.get(scrape).body()).isEqualTo(before).contains("10:incompletei1e");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"})
    void other_methods_are_rejected(String method) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.ask(method, announce(), "HTTP/1.1", "Content-Length: 0", "X-Mine: secret");
            assertThat(reply.status()).isEqualTo(405);
            // The container rejects TRACE itself, without a body.
            boolean noBody = method.equals("TRACE") && DeployedHerald.isContainerPort(port());
            assertThat(reply.body()).isEqualTo(noBody ? "" : "method not allowed\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?",
                "/?x=1",
                "/?peer_id=x",
                "//",
                "/nothing",
                "/announce/x/y",
                "/favicon.ico",
                "/announcex"
            })
    void other_paths_are_not_found(String target) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.get(target);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEqualTo("not found\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?x=1&",
                "//?",
                "//announce?",
                "/announce//?",
                "//0123456789abcdef?",
                "/announce//0123456789abcdef?",
                "//0123456789abcdef//announce?",
                "/announce?passkey=0123456789abcdef?",
                "/?passkey=0123456789abcdef?"
            })
    void empty_path_segments_are_ignored_and_a_second_question_mark_is_a_separator(String beginning)
            throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.get(announce().replace("/announce?", beginning));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Bencoded.dictionary(reply.body())).containsEntry("incomplete", 1L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//scrape?", "/scrape//?", "/scrape//0123456789abcdef?", "/scrape?passkey=0123456789abcdef?"})
    void scrape_ignores_empty_path_segments_and_a_second_question_mark_is_a_separator(String beginning)
            throws IOException {
        try (RawHttpConnection connection = connect()) {
            connection.get(announce());
            Reply reply = connection.get(beginning + "info_hash=" + HttpClient.escaped(hash));
            assertThat(reply.body()).contains("10:incompletei1e");
        }
    }

    /** Section 2.2: Torrust's client panics on an unknown dictionary key. */
    @Test
    void scrape_has_downloaders_only_with_partial_seeds() throws IOException {
        String scrape = "/scrape?info_hash=" + HttpClient.escaped(hash);
        try (RawHttpConnection connection = connect()) {
            assertThat(connection.get(scrape).body()).endsWith("d8:completei0e10:downloadedi0e10:incompletei0eeee");
            connection.get(announce(1, 6881));
            assertThat(connection.get(scrape).body()).endsWith("d8:completei0e10:downloadedi0e10:incompletei1eeee");
            connection.get(announce(2, 6882) + "&event=paused");
            assertThat(connection.get(scrape).body())
                    .endsWith("d8:completei0e10:downloadedi0e11:downloadersi1e10:incompletei2eeee");
        }
    }

    @Test
    void request_line_of_nearly_16_kilobytes_is_accepted_and_a_longer_one_is_414() throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply read = connection.get(announce() + "&junk=" + "x".repeat(16_000));
            assertThat(Bencoded.dictionary(read.body())).containsKey("interval");
        }
        try (RawHttpConnection connection = connect()) {
            assertThat(connection
                            .get(announce() + "&junk=" + "x".repeat(17_000))
                            .status())
                    .isEqualTo(414);
        }
    }

    @Test
    void bytes_that_are_invalid_in_uris_are_accepted() throws IOException {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < hash.length; i++) {
            raw.append((char) ThreadLocalRandom.current().nextInt(0x80, 0x100));
        }
        byte[] bytes = raw.toString().getBytes(StandardCharsets.ISO_8859_1);
        try (RawHttpConnection connection = connect()) {
            Reply reply =
                    connection.get("/announce?info_hash=" + raw + "&peer_id=-HE0001-|[]{}^`<>~~~&port=6881&left=1");
            assertThat(Bencoded.dictionary(reply.body())).containsEntry("incomplete", 1L);
            Reply scraped = connection.get("/scrape?info_hash=" + HttpClient.escaped(bytes));
            assertThat(scraped.body()).contains(raw).contains("10:incompletei1e");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
                    X-Forwarded-For: 203.0.113.5, 2001:db8::7 # X-Forwarded-For: 198.51.100.9
                    Forwarded: for=203.0.113.5, for="[2001:db8::7]:4711";proto=http # Forwarded: for=198.51.100.9
                    """)
    void forwarding_headers_of_trusted_proxies_only_are_used(String used, String ignored) throws IOException {
        Endpoint behind = Endpoint.parse("[2001:db8::7]:6881").orElseThrow();
        Endpoint direct = Endpoint.parse("127.0.0.77:6882").orElseThrow();
        try (RawHttpConnection proxy = new RawHttpConnection(DeployedHerald.PROXY, port());
                RawHttpConnection untrusted = new RawHttpConnection(DeployedHerald.loopback(77), port());
                RawHttpConnection other = connect()) {
            proxy.get(announce(1, 6881), used);
            untrusted.get(announce(2, 6882), ignored);
            Map<String, Object> body =
                    Bencoded.dictionary(other.get(announce(3, 6883)).body());
            assertThat(HttpClient.peers(body.get("peers"), Family.IPV4)).containsExactly(direct);
            assertThat(HttpClient.peers(body.get("peers6"), Family.IPV6)).containsExactly(behind);
            assertThat(body.get("external ip")).isEqualTo("\u007f\u0000\u0000\u0001");
        }
    }

    @Test
    void compact_0_returns_a_list_of_dictionaries() throws IOException {
        try (RawHttpConnection connection = connect()) {
            connection.get(announce(1, 6881));
            Map<String, Object> body = Bencoded.dictionary(
                    connection.get(announce(2, 6882) + "&compact=0").body());
            assertThat(body.get("peers"))
                    .isEqualTo(List.of(Map.of("ip", "127.0.0.1", "peer id", "-HE0001-000000000001", "port", 6881L)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fd77::1:7070", "[::1", "a b", "", "tracker:port", "x:99999"})
    void invalid_host_header_is_ignored(String host) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.send("GET " + announce() + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", false);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Bencoded.dictionary(reply.body())).containsKey("interval");
        }
    }

    /** The tracker reads none of these headers, except to find the end of the request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent: \u00e9\u00ff",
                "User-Agent:",
                "X-Latin: \u00e9",
                "Content-Type: broken",
                "Content-Type: ;;;",
                "Content-Type: text/",
                "Content-Type: \u00e9",
                "Content-Type: text/plain; charset=nonsense",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Encoding: gzip",
                "Content-Language: \u00e9",
                "Content-Length: 0",
                "Cookie: ;=;;\"",
                "Cookie: a=\u00e9",
                "Cookie: $Version=9; JSESSIONID=x",
                "Accept: /;;",
                "Accept: \u00e9",
                "Accept-Charset: ;q=x",
                "Accept-Encoding: ;q=x",
                "Accept-Language: --,;q=9",
                "If-Modified-Since: nonsense",
                "If-None-Match: \"",
                "If-Match: x",
                "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
                "Range: bytes=0-1",
                "If-Range: x",
                "Expect: nonsense",
                "Forwarded: ;;;",
                "X-Forwarded-For: ,,,",
                "X-Forwarded-Host: [",
                "TE: x;q=z",
                "Trailer: x",
                "Upgrade: x",
                "Upgrade: h2c",
                "Connection: \u00e9",
                "Authorization: Basic %%%",
                "Authorization: \u00e9",
                "Date: nonsense",
                "Origin: \u00e9",
                "Max-Forwards: x",
                "X-HTTP-Method-Override: DELETE"
            })
    void unused_header_is_ignored_even_if_invalid(String header) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.get(announce(), header);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Bencoded.dictionary(reply.body())).containsKey("interval");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\n\r\nhello", "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello"})
    void request_with_a_body_is_answered(String rest) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.send("GET " + announce() + " HTTP/1.1\r\nHost: localhost\r\n" + rest, false);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Bencoded.dictionary(reply.body())).containsKey("interval");
        }
    }

    /** The container cannot decode these, and Jersey interprets braces as a template. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce/%80",
                "/announce/%00",
                "/announce/%5c",
                "/announce/\\",
                "/announce/{",
                "/announce/\u00e9"
            })
    void key_that_cannot_be_decoded_is_a_key(String path) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.get(path + announce().substring("/announce".length()));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).startsWith("d");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%", "/announce/%zz", "/%f"})
    void path_with_an_invalid_escape_is_not_found(String path) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.get(path + "?info_hash=" + HttpClient.escaped(hash));
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEqualTo("not found\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce",
                "/announce?info_hash=%zz",
                "/announce?%zz=%zz&=&&&",
                "/announce?info_hash=%zz&peer_id=%",
                "/scrape",
                "/scrape?info_hash=short",
                "/announce?port=99999999999999999999",
                "/%zz",
                "/%",
                "/announce/%zz",
                "/announce;%zz",
                "/a%00b",
                "/announce?\u0000",
                "*",
                "//",
                "/..",
                "/../../../etc/passwd",
                "announce",
                "http://[::1/announce",
                "/announce#fragment"
            })
    void response_to_an_invalid_request_reveals_nothing_about_the_server(String target) throws IOException {
        try (RawHttpConnection connection = connect()) {
            Reply reply = connection.get(target, "Accept: /;;", "Cookie: ;=", "Connection: close");
            assertThat(reply.status()).isLessThan(500);
            assertThat(reply.body())
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContainIgnoringCase("payara")
                    .doesNotContainIgnoringCase("<html")
                    .doesNotContain("\tat ", "java.", "jakarta.", "org.glassfish");
        }
    }

    private RawHttpConnection connect() throws IOException {
        return new RawHttpConnection(DeployedHerald.loopback(1), port());
    }

    private String announce() {
        return announce(1, 6881);
    }

    private String announce(int number, int port) {
        return "/announce?info_hash=" + HttpClient.escaped(hash) + "&peer_id=-HE0001-" + "%012d".formatted(number)
                + "&port=" + port + "&left=1";
    }
}
