package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an HTTP tracker refuses keys: sections 1.2 and 1.4, with Torrust's order of checks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class PrivateHttpRules {

    private static final String QUERY = "info_hash=%01%02%03%04%05%06%07%08%09%0a%0b%0c%0d%0e%0f%10%11%12%13%14"
            + "&peer_id=-HE0001-000000000001&port=6881&left=1";

    /** Where the tracker is asked. */
    abstract int port();

    /** Without an interval libtorrent would wait for half an hour, and without status 200 come back after seconds. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/announce?", "/announce/short?", "/announce/0123456789abcdef?", "/announce?passkey=0123456789&"
            })
    void a_refusal_has_status_200_and_says_when_to_come_back(String url) throws IOException {
        assertThat(failure(url + QUERY))
                .containsOnlyKeys("failure reason", "interval", "min interval")
                .containsEntry("interval", 1800L)
                .containsEntry("min interval", 900L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce?", "/announce/short?", "/announce/0123456789abcdef?", "/0123456789abcdef?"})
    void a_wrong_query_is_reported_before_a_wrong_key(String url) throws IOException {
        assertThat(reason(url)).contains("missing query params for announce request");
        assertThat(reason(url + QUERY.replace("%01", ""))).contains("invalid param value for info_hash");
        assertThat(reason(url + QUERY.replace("port", "tort"))).contains("missing param port");
        assertThat(reason(url + QUERY)).startsWith("Tracker authentication error: ");
    }

    @Test
    void the_same_goes_for_scrapes() throws IOException {
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
    void a_key_is_found_in_each_form(String url) throws IOException {
        assertThat(reason(url + QUERY)).contains("Failed to read key");
    }

    private String reason(String target) throws IOException {
        return (String) failure(target).get("failure reason");
    }

    private Map<String, Object> failure(String target) throws IOException {
        try (HttpConnection connection = new HttpConnection(DeployedHerald.loopback(1), port())) {
            HttpConnection.Reply reply = connection.get(target);
            assertThat(reply.status()).isEqualTo(200);
            return Bencoded.dictionary(reply.body());
        }
    }
}
