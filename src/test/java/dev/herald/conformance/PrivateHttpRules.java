package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication failures over HTTP: sections 1.2 and 1.4 of the protocol reference, with Torrust's order of checks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class PrivateHttpRules {

    private static final String QUERY = "info_hash=%01%02%03%04%05%06%07%08%09%0a%0b%0c%0d%0e%0f%10%11%12%13%14"
            + "&peer_id=-HE0001-000000000001&port=6881&left=1";

    /** The port of the tracker. */
    abstract int port();

    /** Without an interval libtorrent waits for half an hour; with a status other than 200 it retries after seconds. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/announce?", "/announce/short?", "/announce/0123456789abcdef?", "/announce?passkey=0123456789&"
            })
    void rejection_has_status_200_and_an_interval(String url) throws IOException {
        assertThat(failure(url + QUERY))
                .containsOnlyKeys("failure reason", "interval", "min interval")
                .containsEntry("interval", 1800L)
                .containsEntry("min interval", 900L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce?", "/announce/short?", "/announce/0123456789abcdef?", "/0123456789abcdef?"})
    void invalid_query_is_reported_before_an_invalid_key(String url) throws IOException {
        assertThat(reason(url)).contains("missing query params for announce request");
        assertThat(reason(url + QUERY.replace("%01", ""))).contains("invalid param value for info_hash");
        assertThat(reason(url + QUERY.replace("port", "tort"))).contains("missing param port");
        assertThat(reason(url + QUERY)).startsWith("Tracker authentication error: ");
    }

    @Test
    void invalid_scrape_query_is_reported_before_an_invalid_key() throws IOException {
        assertThat(reason("/scrape/short")).contains("missing query params for scrape request");
        assertThat(reason("/scrape/short?info_hash=short")).contains("invalid param value for info_hash");
        assertThat(reason("/scrape/short?" + QUERY)).startsWith("Tracker authentication error: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce?passkey=0123456789abcdef?",
                "/?passkey=0123456789abcdef?",
                "//0123456789abcdef?",
                "/announce?" + QUERY + "?passkey=0123456789abcdef&"
            })
    void key_is_found_in_each_url_form(String url) throws IOException {
        assertThat(reason(url + QUERY)).contains("Failed to read key");
    }

    private String reason(String target) throws IOException {
        return (String) failure(target).get("failure reason");
    }

    private Map<String, Object> failure(String target) throws IOException {
        try (RawHttpConnection connection = new RawHttpConnection(DeployedHerald.loopback(1), port())) {
            RawHttpConnection.Reply reply = connection.get(target);
            assertThat(reply.status()).isEqualTo(200);
            return Bencoded.dictionary(reply.body());
        }
    }
}
