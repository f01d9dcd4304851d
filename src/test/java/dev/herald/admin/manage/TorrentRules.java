package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The torrents and peers of the API, after announces. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TorrentRules {

    /** 20 ASCII letters, which need no escaping. */
    private static final String LETTERS = "torrent-of-the-test";

    private final ManagedHerald herald;

    TorrentRules(ManagedHerald herald) {
        this.herald = herald;
    }

    /**
     * The torrent with the letter c has three seeders and no leecher, that with a has one seeder and two leechers, b the rest. All
     * seeders of a and b have downloaded it here, and none of c.
     */
    @BeforeAll
    void announce() throws IOException {
        announce('a', 1, 2);
        announce('b', 2, 1);
        announce('c', 3, 0);
        complete('a', 0);
        complete('b', 0);
        complete('b', 1);
    }

    /** A seeder becomes a leecher, and completes its download then. */
    private void complete(char torrent, int peer) throws IOException {
        announce(torrent, peer, 7, "started");
        announce(torrent, peer, 0, "completed");
    }

    private void announce(char torrent, int seeders, int leechers) throws IOException {
        for (int i = 0; i < seeders + leechers; i++) {
            announce(torrent, i, i < seeders ? 0 : 7, "started");
        }
    }

    private void announce(char torrent, int peer, int left, String event) throws IOException {
        URI url = URI.create(herald.announceUrl() + "?info_hash=" + LETTERS + torrent + "&peer_id=-HR0100-peer-numbe-"
                + peer + "&port=" + (7000 + peer) + "&uploaded=5&downloaded=6&left=" + left + "&event=" + event);
        try (var body = url.toURL().openStream()) {
            assertThat(new String(body.readAllBytes(), US_ASCII)).contains("8:complete");
        }
    }

    @Test
    void torrents_are_sorted_as_requested() {
        assertThat(order("")).containsExactly("c", "b", "a");
        assertThat(order("&sort=seeders&order=asc")).containsExactly("a", "b", "c");
        assertThat(order("&sort=leechers")).containsExactly("a", "b", "c");
        assertThat(order("&sort=hash")).containsExactly("a", "b", "c");
        assertThat(order("&sort=hash&order=desc")).containsExactly("c", "b", "a");
        assertThat(order("&sort=announced")).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(order("&sort=completed")).containsExactly("b", "a", "c");
        assertThat(order("&sort=completed&order=asc")).containsExactly("c", "a", "b");
    }

    @Test
    void a_torrent_is_shown_with_its_counts() {
        JsonObject torrent = herald.api().get("/torrents/" + hash('a')).is(200).json();
        assertThat(torrent.toString())
                .matches(
                        "\\{\"hash\":\"" + hash('a')
                                + "\",\"seeders\":1,\"leechers\":2,\"completed\":1,\"announced\":\"[^\"]+\",\"access\":\"allowed\"}");
        assertThat(Instant.parse(torrent.getString("announced")))
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(2));
        herald.api().get("/torrents/" + hash('z')).rejects(404, "unknown");
        herald.api().get("/torrents/" + hash('z') + "/peers").rejects(404, "unknown");
    }

    @Test
    void a_denied_torrent_is_shown_with_the_reason_and_has_no_peers() throws IOException {
        announce('d', 1, 0);
        herald.api().put("/denylist/" + hash('d'), "{\"reason\":\"because\"}").is(201);
        JsonObject torrent = herald.api().get("/torrents/" + hash('d')).is(200).json();
        assertThat(torrent.getString("access")).isEqualTo("denied");
        assertThat(torrent.getString("reason")).isEqualTo("because");
        assertThat(torrent.getInt("seeders")).isZero();
    }

    @Test
    void a_dropped_torrent_has_no_peers_and_is_in_the_audit() throws IOException {
        announce('x', 1, 0);
        herald.api().delete("/torrents/" + hash('x')).is(204);
        herald.api().delete("/torrents/" + hash('x')).is(204);
        assertThat(order("&sort=hash")).doesNotContain("x");
        assertThat(herald.api()
                        .get("/audit?action=torrent.drop&subject=" + hash('x'))
                        .is(200)
                        .items())
                .hasSize(2);
    }

    @Test
    void clients_are_counted() {
        JsonObject clients = herald.api().get("/clients").is(200).json();
        assertThat(clients.getBoolean("details")).isTrue();
        assertThat(clients.getJsonArray("items").getValuesAs(JsonObject.class))
                .allSatisfy(row -> assertThat(row.getInt("peers")).isGreaterThanOrEqualTo(row.getInt("seeders")));
    }

    @Test
    void peers_are_shown_with_their_details() {
        JsonObject answer =
                herald.api().get("/torrents/" + hash('c') + "/peers").is(200).json();
        assertThat(answer.getInt("seeders")).isEqualTo(3);
        List<JsonObject> peers = answer.getJsonArray("items").getValuesAs(JsonObject.class);
        assertThat(peers).extracting(peer -> peer.getInt("port")).containsExactlyInAnyOrder(7000, 7001, 7002);
        JsonObject peer = peers.get(0);
        assertThat(peer.getString("address")).isEqualTo("127.0.0.1");
        assertThat(peer.getString("peer_id")).startsWith("2d4852303130302d");
        assertThat(peer.getInt("uploaded")).isEqualTo(5);
        assertThat(peer.getInt("left")).isZero();
        assertThat(peer.getString("event")).isEqualTo("started");
    }

    @Test
    void peers_are_paged() {
        String peers = "/torrents/" + hash('c') + "/peers?limit=2";
        JsonObject page = herald.api().get(peers).is(200).json();
        String cursor = "&cursor=" + page.getString("next");
        JsonObject last = herald.api().get(peers + cursor).is(200).json();
        assertThat(last.containsKey("next")).isFalse();
        assertThat(Stream.of(page, last)
                        .flatMap(part -> part.getJsonArray("items").getValuesAs(JsonObject.class).stream())
                        .map(peer -> peer.getInt("port")))
                .containsExactlyInAnyOrder(7000, 7001, 7002);
        herald.api().get("/torrents/" + hash('b') + "/peers?limit=2" + cursor).rejects(400, "cursor");
    }

    /** The last letters of the hashes, page by page. */
    private List<String> order(String parameters) {
        String prefix = hash(' ').substring(0, 38);
        List<String> letters = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = herald.api()
                    .get("/torrents?limit=1&prefix=" + prefix + parameters + cursor)
                    .is(200)
                    .json();
            String hash = page.getJsonArray("items").getJsonObject(0).getString("hash");
            letters.add(Character.toString(Integer.parseInt(hash.substring(38), 16)));
            cursor = page.containsKey("next") ? "&cursor=" + page.getString("next") : "";
        } while (!cursor.isEmpty());
        letters.remove("d");
        return letters;
    }

    private static String hash(char torrent) {
        StringBuilder hash = new StringBuilder();
        (LETTERS + torrent).chars().forEach(letter -> hash.append(Integer.toHexString(letter)));
        return hash.toString();
    }
}
