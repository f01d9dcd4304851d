package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.http.AnnounceQuery.Parameters;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Requests of real clients (section 9.3 of the protocol reference), each also in a malformed version. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CapturedRequestsTest {

    private static final String IH1 = "562a813d4255d620ab802bc9260d70ea99f821b0";
    private static final String LIBTORRENT = "info_hash=V*%81%3dBU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8!%b0"
            + "&peer_id=-LT2080-K~hdWoi28xK~&port=6889&uploaded=0&downloaded=0&left=300000&corrupt=0&key=800F79C0"
            + "&event=started&numwant=200&compact=1&no_peer_id=1&supportcrypto=1&redundant=0";
    private static final String TRANSMISSION = "info_hash=V%2a%81%3dBU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8%21%b0"
            + "&peer_id=-TR3000-p856fgg3w1g1&port=51413&uploaded=0&downloaded=0&left=300000&numwant=80&key=3a6a076c"
            + "&compact=1&supportcrypto=1&event=started";
    private static final String RTORRENT = "info_hash=V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0"
            + "&peer_id=-lt0D80-%20%D7%C8%E7%AE%29%F75m%08%C2%B7&key=6a1b062c&compact=1&port=6990&uploaded=0"
            + "&downloaded=0&left=300000&event=started";
    private static final String ARIA2 = "info_hash=V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0"
            + "&peer_id=A2-1-36-0-%C8R%DDx%85%B2%E6k%95%CB&uploaded=0&downloaded=0&left=0&compact=1"
            + "&key=%DDx%85%B2%E6k%95%CB&numwant=50&no_peer_id=1&port=6946&event=started&supportcrypto=1";
    private static final String WEBTORRENT = "numwant=50&uploaded=0&downloaded=0&event=started&compact=1"
            + "&info_hash=V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0&peer_id=-WW0208-abcdefghijkl"
            + "&port=6881&left=16384";
    private static final String PARTIAL = "info_hash=o%ce%b9%0c(%b4%de%98CQ%3cu%c0%b0%5b%5c.%bf%d35"
            + "&peer_id=-LT2080-Y5zpRqMy-Z-R&port=6889&uploaded=0&downloaded=0&left=131072&corrupt=0&key=B2A7BA72"
            + "&event=paused&numwant=200&compact=1&no_peer_id=1&supportcrypto=1&redundant=0";

    @Test
    void libtorrent_2_0_8() {
        assertThat(read(LIBTORRENT))
                .isEqualTo(expected(IH1, "-LT2080-K~hdWoi28xK~", 6889, AnnounceEvent.STARTED, 300_000, 200, false));
        assertThat(parse(LIBTORRENT.replace("%b0&", "%b&"))).isEqualTo(RequestError.INVALID_INFO_HASH);
    }

    @Test
    void transmission_3_00() {
        assertThat(read(TRANSMISSION))
                .isEqualTo(expected(IH1, "-TR3000-p856fgg3w1g1", 51413, AnnounceEvent.STARTED, 300_000, 80, true));
        assertThat(parse(TRANSMISSION.replace("g1&port", "g&port"))).isEqualTo(RequestError.INVALID_PEER_ID);
    }

    @Test
    void rtorrent_0_9_8() {
        String peerId = "-lt0D80- \u00d7\u00c8\u00e7\u00ae)\u00f75m\b\u00c2\u00b7";
        assertThat(read(RTORRENT)).isEqualTo(expected(IH1, peerId, 6990, AnnounceEvent.STARTED, 300_000, -1, true));
        assertThat(parse(RTORRENT.replace("port=6990", "port=69900"))).isEqualTo(RequestError.INVALID_PORT);
    }

    @Test
    void aria2_1_36_with_a_magnet_link() {
        String peerId = "A2-1-36-0-\u00c8R\u00ddx\u0085\u00b2\u00e6k\u0095\u00cb";
        assertThat(read(ARIA2)).isEqualTo(expected(IH1, peerId, 6946, AnnounceEvent.STARTED, 0, 50, false));
        assertThat(parse(ARIA2.replace("&port=6946", ""))).isEqualTo(RequestError.MISSING_PORT);
    }

    @Test
    void bittorrent_tracker_11_2_3() {
        assertThat(read(WEBTORRENT))
                .isEqualTo(expected(IH1, "-WW0208-abcdefghijkl", 6881, AnnounceEvent.STARTED, 16_384, 50, true));
        assertThat(parse(WEBTORRENT + "k")).isEqualTo(RequestError.INVALID_LEFT);
    }

    @Test
    void libtorrent_2_0_8_as_a_partial_seed() {
        assertThat(read(PARTIAL))
                .isEqualTo(expected(
                        "6fceb90c28b4de9843513c75c0b05b5c2ebfd335",
                        "-LT2080-Y5zpRqMy-Z-R",
                        6889,
                        AnnounceEvent.PAUSED,
                        131_072,
                        200,
                        false));
        assertThat(parse(PARTIAL.replace("info_hash", "info-hash"))).isEqualTo(RequestError.MISSING_INFO_HASH);
    }

    private static Parameters expected(
            String infoHash, String peerId, int port, AnnounceEvent event, long left, int numWant, boolean peerIds) {
        return new Parameters(
                InfoHash.of(HexFormat.of().parseHex(infoHash), 0),
                PeerId.of(Client.bytes(peerId), 0),
                port,
                event,
                left,
                0,
                0,
                numWant,
                true,
                peerIds);
    }

    private static Parameters read(String query) {
        AnnounceQuery parsed = parse(query);
        assertThat(parsed).isInstanceOf(Parameters.class);
        return (Parameters) parsed;
    }

    private static AnnounceQuery parse(String query) {
        return AnnounceQuery.parse(query, true);
    }
}
