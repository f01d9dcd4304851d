package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.Api.Answer;
import dev.herald.torrust.HeraldExtension.Mode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code api/v1/contract/context/torrent.rs}. The info hashes of the torrents start with zeros, so that they are the
 * first ones in the sorted list, before the torrents of other tests.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class TorrentContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    private static final String FIRST = "000000000fa71c87332cd8bf9dbeabcb2c2cf3c4";
    private static final String SECOND = "00000000b3aea4adc213ce32295be85d3883a63b";
    private static final String FIRST_JSON =
            "{\"info_hash\":\"" + FIRST + "\",\"seeders\":1,\"completed\":0,\"leechers\":0}";
    private static final String SECOND_JSON =
            "{\"info_hash\":\"" + SECOND + "\",\"seeders\":0,\"completed\":0,\"leechers\":1}";

    @BeforeEach
    void announce() {
        Announces announces = Announces.to(HERALD.http());
        announces.announce(Announces.query(FIRST));
        announces.announce(Announces.with(Announces.query(SECOND), "left", "1"));
    }

    @Test
    void should_allow_getting_all_torrents() {
        Answer answer = HERALD.api().get("/api/v1/torrents");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo(Expected.JSON);
        assertThat(answer.body())
                .startsWith("[" + FIRST_JSON + "," + SECOND_JSON)
                .endsWith("]");
    }

    @Test
    void should_allow_limiting_the_torrents_in_the_result() {
        json("/api/v1/torrents?limit=1", "[" + FIRST_JSON + "]");
        json("/api/v1/torrents?limit=0", "[]");
    }

    @Test
    void should_allow_the_torrents_result_pagination() {
        json("/api/v1/torrents?offset=1&limit=1", "[" + SECOND_JSON + "]");
        json("/api/v1/torrents?offset=4294967295", "[]");
        assertThat(HERALD.api().get("/api/v1/torrents?offset=&limit=").body()).startsWith("[" + FIRST_JSON);
    }

    @Test
    void should_allow_getting_a_list_of_torrents_providing_infohashes() {
        json(
                "/api/v1/torrents?info_hash=" + SECOND + "&info_hash=" + FIRST + "&info_hash=" + SECOND + "&info_hash="
                        + Announces.newTorrent() + "&offset=2",
                "[" + SECOND_JSON + "," + FIRST_JSON + "," + SECOND_JSON + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20", "-1", "1.1", "INVALID%20OFFSET"})
    void should_fail_getting_torrents_when_the_offset_query_parameter_cannot_be_parsed(String offset) {
        Expected.badRequest(
                HERALD.api().get("/api/v1/torrents?offset=" + offset),
                "Failed to deserialize query string: invalid digit found in string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20", "-1", "1.1", "INVALID%20LIMIT"})
    void should_fail_getting_torrents_when_the_limit_query_parameter_cannot_be_parsed(String limit) {
        Expected.badRequest(
                HERALD.api().get("/api/v1/torrents?limit=" + limit),
                "Failed to deserialize query string: invalid digit found in string");
    }

    @Test
    void should_fail_getting_torrents_when_a_number_has_more_than_32_bits() {
        Expected.badRequest(
                HERALD.api().get("/api/v1/torrents?limit=4294967296"),
                "Failed to deserialize query string: number too large to fit in target type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.1", "INVALID INFOHASH", "9c38422213e30bff212b30c360d26f9a0213642"})
    void should_fail_getting_torrents_when_the_info_hash_parameter_is_invalid(String hash) {
        Expected.invalidInfoHash(
                HERALD.api().get("/api/v1/torrents?info_hash=" + FIRST + "&info_hash=" + hash.replace(" ", "+")), hash);
    }

    @Test
    void should_not_allow_getting_torrents_for_unauthenticated_users() {
        Expected.onlyWithToken(HERALD.api(), "GET", "/api/v1/torrents");
    }

    @Test
    void should_allow_getting_a_torrent_info() {
        String torrent = Announces.newTorrent();
        Map<String, String> query = Announces.with(Announces.query(torrent), "uploaded", "3");
        Announces.to(HERALD.http()).announce(Announces.with(query, "event", "started"));

        Answer answer = HERALD.api().get("/api/v1/torrent/" + torrent);

        assertThat(answer.type()).isEqualTo(Expected.JSON);
        JsonObject json = Json.createReader(new StringReader(answer.body())).readObject();
        assertThat(json.keySet()).containsExactly("info_hash", "seeders", "completed", "leechers", "peers");
        JsonObject peer = json.getJsonArray("peers").getJsonObject(0);
        long updated = peer.getJsonNumber("updated").longValueExact();
        assertThat(updated)
                .isBetween(Instant.now().toEpochMilli() - 60_000, Instant.now().toEpochMilli());
        assertThat(answer.body())
                .isEqualTo("{\"info_hash\":\"" + torrent + "\",\"seeders\":1,\"completed\":0,\"leechers\":0,\"peers\":["
                        + "{\"peer_id\":{\"id\":\"0x2d71423030303030303030303030303030303031\",\"client\":\"qBittorrent\"},"
                        + "\"peer_addr\":\"127.0.0.1:17548\",\"updated\":" + updated
                        + ",\"updated_milliseconds_ago\":" + updated
                        + ",\"uploaded\":3,\"downloaded\":0,\"left\":0,\"event\":\"Started\"}]}");
    }

    @Test
    void should_name_the_client_of_a_peer() {
        String torrent = Announces.newTorrent();
        Announces.to(HERALD.http())
                .announce(Announces.with(Announces.query(torrent), "peer_id", "-qB4410-*dFZ8HDIJpEy"));

        assertThat(HERALD.api().get("/api/v1/torrent/" + torrent).body())
                .contains("{\"id\":\"0x2d7142343431302d2a64465a384844494a704579\",\"client\":\"qBittorrent\"}");
    }

    @Test
    void should_fail_while_getting_a_torrent_info_when_the_torrent_does_not_exist() {
        json("/api/v1/torrent/" + Announces.newTorrent(), "\"torrent not known\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.1", "INVALID INFOHASH", "9c38422213e30bff212b30c360d26f9a0213642"})
    void should_fail_getting_a_torrent_info_when_the_provided_infohash_is_invalid(String hash) {
        Expected.invalidInfoHash(HERALD.api().get("/api/v1/torrent/" + hash.replace(" ", "%20")), hash);
    }

    @Test
    void should_return_404_when_the_infohash_is_empty() {
        Expected.notFound(HERALD.api().get("/api/v1/torrent/"));
    }

    @Test
    void should_not_allow_getting_a_torrent_info_for_unauthenticated_users() {
        Expected.onlyWithToken(HERALD.api(), "GET", "/api/v1/torrent/" + FIRST);
    }

    private static void json(String path, String body) {
        assertThat(HERALD.api().get(path)).isEqualTo(new Answer(200, Expected.JSON, body));
    }
}
